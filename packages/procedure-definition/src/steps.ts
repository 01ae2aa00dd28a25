import { compileCondition, type Answers, type Test } from './condition.js';
import type { StepToDo, TimePromised } from './evaluation.js';
import type { Channel, Step, TimeLimit } from './handling.js';

export interface CompiledStep {
  readonly step: Step;
  readonly exists: Test;
}

export interface CompiledTimeLimit {
  readonly limit: TimeLimit;
  readonly cases: readonly { readonly applies: Test; readonly workingDays: number }[];
}

export function compileStep(step: Step): CompiledStep {
  return { step, exists: compileCondition(step.condition) };
}

export function compileTimeLimit(limit: TimeLimit): CompiledTimeLimit {
  const cases = (limit.cases ?? []).map(({ when, workingDays }) => ({ applies: compileCondition(when), workingDays }));
  return { limit, cases };
}

/** The steps that exist for this application; one that does not counts as done for those after it. */
export function stepsFor(steps: readonly CompiledStep[], answers: Answers, channel: Channel): readonly StepToDo[] {
  const existing = steps
    .filter(({ step, exists }) => exists(answers) && (step.onlineOnly !== true || channel === 'online'))
    .map(({ step }) => step);
  const keys = new Set(existing.map(({ key }) => key));
  return existing.map((step) => toStepToDo(step, keys));
}

export function timeLimitFor({ limit, cases }: CompiledTimeLimit, answers: Answers): TimePromised {
  return {
    workingDays: cases.find(({ applies }) => applies(answers))?.workingDays ?? limit.workingDays,
    sameDay: limit.sameDayRule?.sameDay ?? false,
    cutoff: limit.sameDayRule?.cutoff ?? null,
    withVerificationWorkingDays: limit.withVerificationWorkingDays ?? null,
    supplementClock: limit.supplementClock ?? 'pause',
  };
}

function toStepToDo(step: Step, existing: ReadonlySet<string>): StepToDo {
  const { order, key, agency, actionVi, actionEn, workingDays, produces } = step;
  return {
    order,
    key,
    agency,
    actionVi,
    actionEn,
    workingDays,
    sameDay: step.sameDayRule?.sameDay ?? false,
    cutoff: step.sameDayRule?.cutoff ?? null,
    dependsOn: step.dependsOn.filter((before) => existing.has(before)),
    produces,
    optional: step.optional === true,
  };
}
