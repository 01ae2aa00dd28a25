import { isDay } from '@motcua/vietnam';
import { readAnswers } from './answers.js';
import { isAnswered, type Report } from './check-value.js';
import { compileProcedure, type CompiledProcedure } from './compile-procedure.js';
import { isEmpty, type Answers } from './condition.js';
import type { Evaluation, EvaluationContext, Paper, Problem } from './evaluation.js';
import { feesFor } from './fees.js';
import { papersFor } from './papers.js';
import type { ProcedureDefinition } from './procedure.js';
import { stepsFor, timeLimitFor } from './steps.js';

/**
 * Judges a set of answers on a day: every problem at once, the papers, fees, steps and time that follow.
 * Whatever the answers are, the outcome is data, never an exception.
 * @param answers as they came: unknown keys and wrong types become problems; texts are trimmed and read in NFC
 * @throws RangeError when `today` is no day: that is the caller's fault, not the citizen's
 */
export function evaluate(definition: ProcedureDefinition, answers: unknown, context: EvaluationContext): Evaluation {
  if (!isDay(context.today)) throw new RangeError(`today is no day: ${String(context.today)}`);
  const compiled = compileProcedure(definition);
  const read = readAnswers(answers, compiled.byKey);
  const attachments = context.attachments ?? [];
  const channel = context.channel ?? 'online';
  const form = judgeForm(compiled, read.answers, context.today);
  const rules = judgeRules(compiled, read.answers, context.today);
  const papers = papersFor(compiled.attachments, read.answers, new Set(attachments));
  return {
    problems: [
      ...(read.isObject ? [] : [{ field: '', code: 'type' } as const]),
      ...form.problems,
      ...read.unknown.map((field) => ({ field, code: 'unknownField' }) as const),
      ...rules.problems,
      ...judgePapers(papers, compiled.attachmentKeys, attachments),
    ],
    warnings: rules.warnings,
    visibleFields: form.visibleFields,
    requiredFields: form.requiredFields,
    papers,
    fees: feesFor(compiled.fees, read.answers, { today: context.today, channel }),
    steps: stepsFor(compiled.steps, read.answers, channel),
    timeLimit: timeLimitFor(compiled.timeLimit, read.answers),
  };
}

/**
 * The known answers as the engine reads them, unknown keys left out: what to store, and what the JSON Schema speaks about.
 * Texts are trimmed and in NFC; null, `""`, `[]` and `{}` are left out, as parts of addresses and entries too.
 */
export function normaliseAnswers(definition: ProcedureDefinition, answers: unknown): Record<string, unknown> {
  return { ...readAnswers(answers, compileProcedure(definition).byKey).answers };
}

type FormVerdict = Pick<Evaluation, 'visibleFields' | 'requiredFields'> & { readonly problems: readonly Problem[] };

function judgeForm({ fields }: CompiledProcedure, answers: Answers, today: string): FormVerdict {
  const problems: Problem[] = [];
  const visibleFields: string[] = [];
  const requiredFields: string[] = [];
  for (const { field, isVisible, isRequired, check } of fields) {
    const value = answers[field.key];
    const report: Report = (code, path = '', more = {}) => {
      problems.push({ field: field.key, code, ...(path === '' ? {} : { path }), ...more });
    };
    if (!isVisible(answers)) {
      if (!isEmpty(value)) report('notVisible');
      continue;
    }
    visibleFields.push(field.key);
    const required = isRequired(answers);
    if (required) requiredFields.push(field.key);
    if (required && !isAnswered(field, value)) report('required');
    else if (!isEmpty(value)) check(value, today, report);
  }
  return { problems, visibleFields, requiredFields };
}

function judgeRules(
  { rules }: CompiledProcedure,
  answers: Answers,
  today: string,
): Pick<Evaluation, 'problems' | 'warnings'> {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  for (const { rule, reportedOn, isBroken } of rules) {
    if (!isBroken(answers, today)) continue;
    const list = rule.severity === 'error' ? problems : warnings;
    list.push({ field: reportedOn, code: `rule:${rule.key}` });
  }
  return { problems, warnings };
}

function judgePapers(
  papers: readonly Paper[],
  known: ReadonlySet<string>,
  given: readonly string[],
): readonly Problem[] {
  const missing = papers.filter(({ required, provided }) => required && !provided);
  const unknown = [...new Set(given)].filter((key) => !known.has(key)).sort();
  return [
    ...missing.map(({ key }) => ({ field: key, code: 'attachmentRequired' }) as const),
    ...unknown.map((key) => ({ field: key, code: 'unknownAttachment' }) as const),
  ];
}
