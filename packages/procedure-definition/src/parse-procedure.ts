import { z } from 'zod';
import { isRecord } from './answers.js';
import { checkConditions } from './check-conditions.js';
import { checkFields } from './check-fields.js';
import { checkReferences } from './check-references.js';
import { pointer, type DefinitionProblem, type DefinitionProblemCode, type Note } from './definition-problem.js';
import { Agency, OptionSet } from './field.js';
import { Procedure, type ProcedureDefinition } from './procedure.js';
import { readRawProcedure } from './raw-procedure.js';

/** The lists a procedure refers to, as they came. */
export interface ProcedureLists {
  readonly optionSets: unknown;
  readonly agencies: unknown;
}

export type ParsedProcedure =
  | { readonly ok: true; readonly definition: ProcedureDefinition }
  | { readonly ok: false; readonly problems: readonly DefinitionProblem[] };

export type ParsedLists =
  | { readonly ok: true; readonly lists: Pick<ProcedureDefinition, 'optionSets' | 'agencies'> }
  | { readonly ok: false; readonly problems: readonly DefinitionProblem[] };

const OptionSets = z.record(z.string(), OptionSet);
const Agencies = z.record(z.string(), Agency);

/**
 * Reads one procedure from JSON, with the option sets and agencies it names. Refuses with every problem and its place:
 * shape, unknown fields, options, agencies and steps, operators, patterns, bounds, cycles, and parts that can never be reached.
 * The definition it gives holds only the lists it uses, so it can be published whole.
 */
export function parseProcedure(json: unknown, lists: ProcedureLists): ParsedProcedure {
  const parsedLists = parseLists(lists);
  const shape = Procedure.safeParse(json);
  const problems: DefinitionProblem[] = parsedLists.ok ? [] : [...parsedLists.problems];
  const note: Note = (code, path, message) => problems.push({ path, code, message });
  if (!shape.success) for (const issue of shape.error.issues) noteIssue(issue, json, '', note);
  const { optionSets, agencies } = parsedLists.ok ? parsedLists.lists : { optionSets: {}, agencies: {} };
  const raw = readRawProcedure(json);
  const scope = { fields: raw.byKey, optionSets };
  checkFields(raw, scope, note);
  checkConditions(raw, scope, note);
  checkReferences(raw, scope, new Set(Object.keys(agencies)), note);
  if (!shape.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, definition: withItsLists(shape.data, optionSets, agencies) };
}

/** Reads option sets and agencies. Places begin with `/optionSets` or `/agencies`. */
export function parseLists(lists: ProcedureLists): ParsedLists {
  const optionSets = OptionSets.safeParse(lists.optionSets);
  const agencies = Agencies.safeParse(lists.agencies);
  const problems: DefinitionProblem[] = [];
  const note: Note = (code, path, message) => problems.push({ path, code, message });
  for (const issue of optionSets.error?.issues ?? []) noteIssue(issue, lists.optionSets, '/optionSets', note);
  for (const issue of agencies.error?.issues ?? []) noteIssue(issue, lists.agencies, '/agencies', note);
  for (const [name, { options }] of Object.entries(optionSets.data ?? {})) {
    options.forEach(({ value }, at) => {
      const place = pointer('/optionSets', name, 'options', at, 'value');
      if (options.findIndex((option) => option.value === value) < at)
        note('duplicateKey', place, `${value} occurs twice`);
    });
  }
  if (!optionSets.success || !agencies.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, lists: { optionSets: optionSets.data, agencies: agencies.data } };
}

function withItsLists(
  procedure: Procedure,
  optionSets: Readonly<Record<string, OptionSet>>,
  agencies: Readonly<Record<string, Agency>>,
): ProcedureDefinition {
  const fields = procedure.form.sections.flatMap((section) => section.fields);
  const items = fields.flatMap((field) => (field.type === 'repeatable' ? field.itemFields : []));
  const usedSets = [...fields, ...items].flatMap((field) => ('options' in field ? [field.options] : []));
  const { steps, cooperatingAgencies, grants } = procedure;
  const usedAgencies = [...steps, ...cooperatingAgencies].map(({ agency }) => agency);
  return {
    procedure,
    optionSets: only(optionSets, usedSets),
    agencies: only(agencies, [...usedAgencies, ...Object.keys(grants)]),
  };
}

function only<Value>(record: Readonly<Record<string, Value>>, keys: readonly string[]): Record<string, Value> {
  const used = new Set(keys);
  return Object.fromEntries(Object.entries(record).filter(([key]) => used.has(key)));
}

function noteIssue(issue: z.core.$ZodIssue, json: unknown, base: string, note: Note): void {
  const path = pointer(base, ...issue.path.map(String));
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) note('unknownKey', pointer(path, key), `no such key: ${key}`);
    return;
  }
  note(codeOf(issue, valueAt(json, issue.path)), path, issue.message);
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): DefinitionProblemCode {
  if (value === undefined) return 'missing';
  if (issue.code === 'invalid_type') return 'type';
  if (issue.code !== 'invalid_union' || issue.path.at(-1) !== 'type') return 'badValue';
  return issue.path[0] === 'rules' ? 'unknownRuleType' : 'unknownFieldType';
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isRecord(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined;
  }, json);
}
