/** Conditions over a few invented fields, drawn at random, and what they mean by the words of the grammar. */
import fc from 'fast-check';
import type { Condition, Scalar } from '../src/condition.js';

export type AnswerSet = Readonly<Record<string, unknown>>;

const fields = ['court', 'coach', 'racket', 'lessons'] as const;
const scalars: readonly Scalar[] = ['clay', 'grass', '1', '0', 'true', 1, 0, true, false];

const scalar: fc.Arbitrary<Scalar> = fc.constantFrom(...scalars);

const field = fc.constantFrom<string>(...fields);
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ field, equals: scalar }),
  fc.record({ field, notEquals: scalar }),
  fc.record({ field, in: fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }) }),
  fc.record({ field, present: fc.boolean() }),
);

export const conditions: fc.Arbitrary<Condition> = fc.letrec<{ any: Condition; list: readonly Condition[] }>((tie) => ({
  list: fc.array(tie('any'), { minLength: 1, maxLength: 3, depthIdentifier: 'condition' }),
  any: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'condition' },
    { weight: 3, arbitrary: leaf },
    { weight: 2, arbitrary: tie('list').map((all) => ({ all })) },
    { weight: 2, arbitrary: tie('list').map((any) => ({ any })) },
    { weight: 1, arbitrary: tie('any').map((not) => ({ not })) },
  ),
})).any;

/** Answers that are compared, empty ones, and ones no field could have. */
export const answersToThem: fc.Arbitrary<AnswerSet> = fc
  .subarray([...fields])
  .chain((keys) =>
    fc.record(
      Object.fromEntries(
        keys.map((key) => [
          key,
          fc.oneof(
            { weight: 5, arbitrary: scalar },
            { weight: 2, arbitrary: fc.constantFrom<unknown>(null, '', [], {}) },
            { weight: 1, arbitrary: fc.constantFrom<unknown>([null], [''], ['clay'], { clay: '' }, ' ', -1, 1.5) },
          ),
        ]),
      ),
    ),
  );

/** The table of operators, row by row: slow, and with nothing made beforehand. */
export function holdsByTheGrammar(condition: Condition | undefined, answers: AnswerSet): boolean {
  if (condition === undefined) return true;
  if ('all' in condition) {
    for (const part of condition.all) if (!holdsByTheGrammar(part, answers)) return false;
    return true;
  }
  if ('any' in condition) {
    for (const part of condition.any) if (holdsByTheGrammar(part, answers)) return true;
    return false;
  }
  if ('not' in condition) return holdsByTheGrammar(condition.not, answers) ? false : true;
  const answer = Object.hasOwn(answers, condition.field) ? answers[condition.field] : undefined;
  const isNoAnswer = answer === undefined || ['null', '""', '[]', '{}'].includes(JSON.stringify(answer));
  if ('present' in condition) return condition.present ? !isNoAnswer : isNoAnswer;
  if ('notEquals' in condition) return isNoAnswer || JSON.stringify(answer) !== JSON.stringify(condition.notEquals);
  if (isNoAnswer) return false;
  const wanted = 'in' in condition ? condition.in : [condition.equals];
  return wanted.map((one) => JSON.stringify(one)).includes(JSON.stringify(answer));
}
