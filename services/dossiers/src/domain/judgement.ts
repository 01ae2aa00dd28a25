/** What the desk would say of an application on a day: problems, papers, fees, steps and the promised date. */
import {
  evaluate,
  problemPath,
  problemText,
  sumOfFeesVnd,
  type Channel,
  type Paper,
  type Problem,
  type ProcedureDefinition,
} from '@motcua/procedure-definition';
import { dayInVietnam, type WorkingCalendar } from '@motcua/vietnam';
import type { Fee, Filing, TimeAllowed } from './dossier-facts.js';
import type { Answers } from './draft.js';
import { promisedFrom } from './promised-date.js';
import { planSteps, type LocalizedText, type PlannedStep } from './step.js';

export interface FormProblem {
  readonly path: string;
  readonly field: string;
  readonly code: string;
  readonly message: LocalizedText;
}

export interface Judgement {
  readonly problems: readonly FormProblem[];
  readonly warnings: readonly FormProblem[];
  readonly visibleFields: readonly string[];
  readonly papers: readonly Paper[];
  /** Without the postage, which the carrier quotes. */
  readonly fees: readonly Fee[];
  readonly feeTotalVnd: number;
  readonly steps: readonly PlannedStep[];
  readonly timeAllowed: TimeAllowed;
  /** The promised date if it were received at that moment. */
  readonly dueAt: Date;
}

export interface Application {
  readonly definition: ProcedureDefinition;
  readonly answers: Answers;
  /** Keys of the papers handed in. */
  readonly papers: readonly string[];
  readonly channel: Filing['channel'];
}

/** How an application came, in the words of a definition. */
const channels = { ONLINE: 'online', DESK: 'inPerson' } as const satisfies Record<Filing['channel'], Channel>;

export function judge(
  { definition, answers, papers, channel }: Application,
  at: Date,
  calendar: WorkingCalendar,
): Judgement {
  const verdict = evaluate(definition, answers, {
    today: dayInVietnam(at),
    attachments: papers,
    channel: channels[channel],
  });
  const { workingDays, sameDay, cutoff, supplementClock } = verdict.timeLimit;
  const timeAllowed = { workingDays, sameDay, cutoff, supplementClock };
  const toProblem = (problem: Problem): FormProblem => ({
    path: problemPath(problem),
    field: problem.field,
    code: problem.code,
    message: problemText(definition, problem),
  });
  return {
    problems: verdict.problems.map(toProblem),
    warnings: verdict.warnings.map(toProblem),
    visibleFields: verdict.visibleFields,
    papers: verdict.papers,
    fees: verdict.fees.flatMap(({ key, nameVi, nameEn, amountVnd, quantity, totalVnd }) =>
      amountVnd === null || totalVnd === null || quantity === 0
        ? []
        : [{ key, nameVi, nameEn, amountVnd, quantity, totalVnd }],
    ),
    feeTotalVnd: sumOfFeesVnd(verdict.fees),
    steps: planSteps(verdict.steps),
    timeAllowed,
    dueAt: promisedFrom(at, timeAllowed, calendar),
  };
}
