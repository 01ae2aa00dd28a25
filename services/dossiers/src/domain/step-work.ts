/** The facts of steps that end and begin, and what stands in the way. */
import { Refusal } from '@motcua/service-kit/pure';
import type { WorkingCalendar } from '@motcua/vietnam';
import type { DossierFact, FactOf } from './dossier-facts.js';
import type { ClockedDossier } from './dossier.js';
import { findStep, openable, stepDueAt, withCompleted, type Step } from './step.js';

/** When it happens, and the calendar that tells working time. */
export interface Moment {
  readonly at: Date;
  readonly calendar: WorkingCalendar;
}

export function completeAndGoOn(
  { steps, dueAt }: Pick<ClockedDossier, 'steps' | 'dueAt'>,
  step: Step,
  by: string,
  moment: Moment,
  resultReference?: string,
): readonly DossierFact[] {
  const next = openable(withCompleted(steps, [step.key], moment.at, by));
  return [completed(step, moment.at, by, resultReference), ...started(next, moment, dueAt)];
}

export function released(
  { steps, dueAt }: Pick<ClockedDossier, 'steps' | 'dueAt'>,
  moment: Moment,
): readonly DossierFact[] {
  const last = steps.filter(({ place, state }) => place === 'HAND_OVER' && state === 'WAITING');
  return [{ type: 'ResultReleased', releasedAt: moment.at }, ...started(last, moment, dueAt)];
}

export function started(
  steps: readonly Step[],
  { at, calendar }: Moment,
  promisedAt: Date,
): readonly FactOf<'StepStarted'>[] {
  return steps.map((step) => ({
    type: 'StepStarted',
    stepKey: step.key,
    agency: step.agency,
    startedAt: at,
    dueAt: stepDueAt(step, at, promisedAt, calendar),
    partner: step.worker.kind === 'PARTNER',
  }));
}

export function completed(
  step: Step,
  completedAt: Date,
  completedBy: string,
  resultReference?: string,
): FactOf<'StepCompleted'> {
  return {
    type: 'StepCompleted',
    stepKey: step.key,
    agency: step.agency,
    completedAt,
    completedBy,
    ...(resultReference === undefined ? {} : { resultReference }),
  };
}

export function knownStep(dossier: Pick<ClockedDossier, 'steps'>, stepKey: string): Step {
  const step = findStep(dossier.steps, stepKey);
  if (step === undefined) throw new Refusal('UNKNOWN_STEP', 'This dossier has no such step.', { stepKey });
  return step;
}

export function openStep(step: Step): Step {
  if (step.state !== 'OPEN')
    throw new Refusal('STEP_NOT_OPEN', 'This step is not open.', { stepKey: step.key, state: step.state });
  return step;
}

export function ofAnotherAgency(step: Step): Refusal {
  return new Refusal('STEP_OF_ANOTHER_AGENCY', 'This step is done by somebody else.', {
    stepKey: step.key,
    agency: step.agency,
  });
}
