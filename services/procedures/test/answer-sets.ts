/** Whole sets of answers to one form, as citizens and others may send them. */
import { evaluate, type Field, type ProcedureDefinition } from '@motcua/procedure-definition';
import fc from 'fast-check';
import { anyValue, empty, goodValue, ofAnyType, strangers } from './answer-values.js';
import { samples, today } from './sample-applications.js';

type AnswerSet = Readonly<Record<string, unknown>>;
type Change = (answers: AnswerSet) => AnswerSet;

/** Rounds in which a branch may open further ones before every field that is shown and needed is answered. */
const mostRounds = 6;

/**
 * Begins with a sample, takes other branches of the form, answers what they then ask for (most of the time), and spoils
 * none to five answers.
 * @param seed of what is drawn beforehand to answer what a branch asks for
 */
export function answerSets(
  definition: ProcedureDefinition,
  seed: number,
  begun: readonly AnswerSet[] = samplesOf(definition),
): fc.Arbitrary<AnswerSet> {
  const fields = definition.procedure.form.sections.flatMap((section) => section.fields);
  // Drawn from one list of ready arbitraries: making one of a pattern is slow.
  const set = (some: readonly Field[], choose: (field: Field) => fc.Arbitrary<unknown>) =>
    fc.oneof(...some.map((field) => choose(field).map((value): Change => answered(field.key, value))));
  const deciding = readByConditions(definition);
  const branch = set(
    fields.filter(({ key }) => deciding.has(key)),
    (field) => goodValue(field, definition),
  );
  const spoil = fc.oneof(
    { weight: 8, arbitrary: set(fields, (field) => anyValue(field, definition)) },
    { weight: 1, arbitrary: set(fields, () => empty) },
    { weight: 1, arbitrary: set(fields, () => fc.constant(undefined)) },
    { weight: 1, arbitrary: fc.tuple(strangers(), ofAnyType).map(([key, value]): Change => answered(key, value)) },
  );
  const drawn = new Map(
    fields.map((field) => [field.key, fc.sample(goodValue(field, definition), { numRuns: 40, seed })]),
  );
  return fc
    .tuple(
      fc.constantFrom(...begun),
      fc.array(branch, { maxLength: 4 }),
      fc.option(fc.nat(39)),
      fc.array(spoil, { maxLength: 5 }),
    )
    .map(([sample, branches, fill, spoils]) => {
      const branched = apply(branches, sample);
      const settled = fill === null ? branched : settle(definition, branched, (key) => drawn.get(key)?.[fill]);
      return apply(spoils, settled);
    });
}

function samplesOf({ procedure }: ProcedureDefinition): readonly AnswerSet[] {
  return samples.filter(({ procedureCode }) => procedureCode === procedure.code).map(({ answers }) => answers);
}

/** Answers what is shown and needed, and clears what is hidden, until nothing more opens or closes. */
function settle(definition: ProcedureDefinition, begun: AnswerSet, fill: (key: string) => unknown): AnswerSet {
  let answers = begun;
  for (let round = 0; round < mostRounds; round += 1) {
    const { problems } = evaluate(definition, answers, { today });
    const missing = problems.filter(({ code, path }) => code === 'required' && path === undefined);
    const hidden = problems.filter(({ code, path }) => code === 'notVisible' && path === undefined);
    if (missing.length + hidden.length === 0) break;
    for (const { field } of missing) answers = answered(field, fill(field))(answers);
    for (const { field } of hidden) answers = answered(field, undefined)(answers);
  }
  return answers;
}

function apply(changes: readonly Change[], answers: AnswerSet): AnswerSet {
  return changes.reduce((changed, change) => change(changed), answers);
}

/** As own property, whatever the key; undefined takes the answer away. */
function answered(key: string, value: unknown): Change {
  return (answers) => {
    const others = Object.entries(answers).filter(([other]) => other !== key);
    return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
  };
}

/** Fields on whose answers it hangs what is shown, asked or refused. */
function readByConditions({ procedure }: ProcedureDefinition): ReadonlySet<string> {
  const text = JSON.stringify([procedure.form, procedure.rules]);
  return new Set(text.match(/(?<="field":")\w+(?=")/g));
}
