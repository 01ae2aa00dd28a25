/** What somebody needs who wants a procedure: everything that follows from the answers known so far. */
import {
  evaluate,
  isEmpty,
  normaliseAnswers,
  problemPath,
  problemText,
  sumOfFeesVnd,
  type Channel,
  type Evaluation,
  type Problem,
  type ProblemText,
  type ProcedureDefinition,
  type StepToDo,
} from '@motcua/procedure-definition';
import { Refusal } from '@motcua/service-kit/pure';
import { dayInVietnam, dueDate, type DueDate, type WorkingCalendar } from '@motcua/vietnam';

export interface KnownSoFar {
  /** As they came. */
  readonly answers: unknown;
  /** Keys of papers at hand. */
  readonly papers: readonly string[];
  readonly channel: Channel;
  readonly acceptedAt: Date;
}

export interface RequirementProblem {
  readonly path: string;
  readonly field: string;
  readonly code: string;
  readonly message: ProblemText;
}

export interface Decider {
  readonly step: StepToDo;
  readonly results: readonly ProblemText[];
}

export interface Requirements extends Pick<Evaluation, 'papers' | 'fees' | 'steps'> {
  readonly openFields: readonly { readonly key: string; readonly label: ProblemText; readonly required: boolean }[];
  readonly problems: readonly RequirementProblem[];
  readonly warnings: readonly RequirementProblem[];
  readonly feeTotalVnd: number;
  readonly decidedBy: readonly Decider[];
  readonly dueDate: DueDate;
}

/** As JSON text, like the answers of a draft: the largest form filled to the brim needs a quarter of it. */
const mostCharacters = 100_000;

/** @throws Refusal ANSWERS_NOT_AN_OBJECT, ANSWERS_TOO_LARGE */
export function requirementsOf(
  definition: ProcedureDefinition,
  { answers, papers, channel, acceptedAt }: KnownSoFar,
  calendar: WorkingCalendar,
): Requirements {
  const given = answers ?? {};
  checkQuestion(given, papers);
  const verdict = evaluate(definition, given, { today: dayInVietnam(acceptedAt), attachments: papers, channel });
  const { workingDays, sameDay, cutoff } = verdict.timeLimit;
  const toProblem = (problem: Problem): RequirementProblem => ({
    ...{ path: problemPath(problem), field: problem.field, code: problem.code },
    message: problemText(definition, problem),
  });
  return {
    openFields: openFieldsIn(definition, given, verdict),
    problems: verdict.problems.map(toProblem),
    warnings: verdict.warnings.map(toProblem),
    papers: verdict.papers,
    fees: verdict.fees,
    feeTotalVnd: sumOfFeesVnd(verdict.fees),
    steps: verdict.steps,
    decidedBy: decidersAmong(verdict.steps, definition),
    dueDate: dueDate({ acceptedAt, workingDays, sameDay, ...(cutoff === null ? {} : { cutoff }) }, calendar),
  };
}

function checkQuestion(answers: unknown, papers: readonly string[]): void {
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) {
    throw new Refusal('ANSWERS_NOT_AN_OBJECT', 'Answers are an object by field key.');
  }
  if (JSON.stringify([answers, papers]).length > mostCharacters) {
    throw new Refusal('ANSWERS_TOO_LARGE', 'The answers are longer than a form can be.', { mostCharacters });
  }
}

function openFieldsIn(
  definition: ProcedureDefinition,
  given: unknown,
  { visibleFields, requiredFields, problems }: Evaluation,
): Requirements['openFields'] {
  const answers = normaliseAnswers(definition, given);
  // A declaration that is not accepted is answered, and still open.
  const unanswered = new Set(problems.flatMap(({ field, code }) => (code === 'required' ? [field] : [])));
  return definition.procedure.form.sections
    .flatMap(({ fields }) => fields)
    .filter(({ key }) => visibleFields.includes(key) && (isEmpty(answers[key]) || unanswered.has(key)))
    .map(({ key, labelVi, labelEn }) => ({
      ...{ key, required: requiredFields.includes(key) },
      label: { vi: labelVi, en: labelEn },
    }));
}

/** As definitions call who signs for the office. */
const leader = 'leader';

/** Steps in which the leader signs, and those that a result is put down to. */
function decidersAmong(
  steps: readonly StepToDo[],
  { procedure: { results } }: ProcedureDefinition,
): readonly Decider[] {
  return steps
    .map((step) => ({ step, own: results.filter((result) => result.step === step.key) }))
    .filter(({ step, own }) => step.agency === leader || own.length > 0)
    .map(({ step, own }) => {
      const signed = step.agency === leader ? results.filter((result) => result.step === undefined) : [];
      return { step, results: [...own, ...signed].map(({ nameVi, nameEn }) => ({ vi: nameVi, en: nameEn })) };
    });
}
