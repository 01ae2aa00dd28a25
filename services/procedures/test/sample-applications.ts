/** The sample applications of the catalogue, and every way to spoil one answer of the accepted ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { evaluate, type Evaluation, type ProcedureDefinition } from '@motcua/procedure-definition';
import { z } from 'zod';
import { catalogueFolder, readCatalogue } from '../src/read-catalogue.js';

/** The day on which the samples are judged. */
export const today = '2026-11-22';

const Expected = z.array(z.object({ field: z.string(), code: z.string() }));
const Sample = z.object({
  id: z.string(),
  procedureCode: z.string(),
  valid: z.boolean(),
  answers: z.record(z.string(), z.unknown()),
  attachments: z.array(z.string()),
  expectedProblems: Expected,
  expectedWarnings: Expected,
});

export const definitions = readDefinitions();
export const samples = readdirSync(`${catalogueFolder}samples`).map((name) =>
  Sample.parse(JSON.parse(readFileSync(`${catalogueFolder}samples/${name}`, 'utf8'))),
);

export function getSample(id: string): z.infer<typeof Sample> {
  const sample = samples.find((each) => each.id === id);
  if (!sample) throw new Error(`no sample ${id}`);
  return sample;
}

export interface Mutation {
  readonly what: string;
  readonly code: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly attachments: readonly string[];
}

/** Every way to spoil one field of an accepted application that must not pass. */
export function mutate({ id, procedureCode, answers, attachments }: z.infer<typeof Sample>): readonly Mutation[] {
  const definition = getDefinition(procedureCode);
  const { visibleFields, requiredFields } = judge(procedureCode, answers, attachments);
  const spoil = (key: string, how: string, value: unknown): Mutation => ({
    what: `${id} ${key} ${how}`,
    code: procedureCode,
    answers: { ...answers, [key]: value },
    attachments,
  });
  const fields = definition.procedure.form.sections.flatMap((section) => section.fields);
  const spoiled = fields.flatMap(({ key, type }) => {
    if (!visibleFields.includes(key)) return [spoil(key, 'hidden', 'answered')];
    const required = requiredFields.includes(key) ? [spoil(key, 'missing', undefined), spoil(key, 'empty', '')] : [];
    const wrong = [spoil(key, 'of a wrong type', type === 'number' ? 'three' : 3)];
    if (type === 'number') wrong.push(spoil(key, 'too small', -1), spoil(key, 'too big', 1_000_000));
    if (type === 'repeatable' || type === 'number') return [...required, ...wrong];
    return [...required, ...wrong, spoil(key, 'wrong or too long', '\u0000'.repeat(10_001))];
  });
  const papers = attachments.map((paper) => ({
    what: `${id} without ${paper}`,
    code: procedureCode,
    answers,
    attachments: attachments.filter((key) => key !== paper),
  }));
  return [...spoiled, ...papers, spoil('stranger', 'unknown', 'x')];
}

export function judge(
  code: string,
  answers: object,
  attachments: readonly string[] = [],
  channel: 'online' | 'inPerson' | 'post' = 'online',
): Evaluation {
  return evaluate(getDefinition(code), answers, { today, attachments, channel });
}

export function getDefinition(code: string): ProcedureDefinition {
  const definition = definitions.get(code);
  if (!definition) throw new Error(`no procedure ${code}`);
  return definition;
}

function readDefinitions(): ReadonlyMap<string, ProcedureDefinition> {
  const catalogue = readCatalogue();
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.problems));
  return new Map(catalogue.definitions.map((definition) => [definition.procedure.code, definition]));
}
