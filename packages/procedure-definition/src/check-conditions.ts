import type { Condition } from './condition.js';
import { pointer, type Note } from './definition-problem.js';
import { findCycles } from './find-cycles.js';
import { partsOf, child, type RawPart, type RawProcedure } from './raw-procedure.js';
import { createReachability, type CanHold } from './reachability.js';
import { fieldsOfCondition, walkCondition, type Scope } from './walk-condition.js';

interface Placed {
  readonly path: string;
  readonly condition: Condition;
}

interface FieldConditions {
  readonly key: string;
  readonly path: string;
  readonly section: Placed | null;
  readonly visible: Placed | null;
  readonly required: Placed | null;
}

/** Notes every wrong condition, every one that can never hold, every field or section that can never be shown, every cycle. */
export function checkConditions(raw: RawProcedure, scope: Scope, note: Note): void {
  const read = (part: RawPart, key: string) => readCondition(part, key, scope, note);
  const sections = new Map(raw.sections.map((section) => [section.path, read(section, 'visibleWhen')]));
  const fields = raw.fields.map((field): FieldConditions => ({
    key: String(field.value['key']),
    path: field.path,
    section: sections.get(field.section.path) ?? null,
    visible: read(field, 'visibleWhen'),
    required: read(field, 'requiredWhen'),
  }));
  const others = conditionsElsewhere(raw).flatMap(([part, key]) => read(part, key) ?? []);
  const everywhere = [
    ...sections.values(),
    ...fields.flatMap(({ visible, required }) => [visible, required]),
    ...others,
  ];
  const all = everywhere.flatMap((placed) => (placed ? [placed.condition] : []));
  const visibility = new Map(fields.map((field) => [field.key, visibleWhen(field)]));
  const canHold = createReachability(scope, visibility, all);
  const hidden = new Set(fields.filter((field) => !canHold(visibleWhen(field))).map(({ path }) => path));
  noteUnreachable(fields, hidden, canHold, note);
  noteUnreachableSections(raw, fields, hidden, note);
  for (const { path, condition } of others) {
    if (!canHold([condition])) note('unreachable', path, 'this condition can never hold');
  }
  noteCycles(fields, note);
}

function readCondition(part: RawPart, key: string, scope: Scope, note: Note): Placed | null {
  const json = part.value[key];
  if (json === undefined || json === null) return null;
  const path = pointer(part.path, key);
  const condition = walkCondition(json, path, scope, note);
  return condition && { path, condition };
}

function conditionsElsewhere(raw: RawProcedure): readonly (readonly [RawPart, string])[] {
  const cases = [child(raw.root, 'timeLimit'), child(raw.root, 'contact')].flatMap((part) => partsOf(part, 'cases'));
  const ruled = [...raw.rules, ...cases].map((part) => [part, 'when'] as const);
  const conditioned = [...raw.attachments, ...raw.fees, ...raw.steps].map((part) => [part, 'condition'] as const);
  return [...ruled, ...conditioned];
}

function visibleWhen({ section, visible }: FieldConditions): readonly Condition[] {
  return [section, visible].flatMap((placed) => (placed ? [placed.condition] : []));
}

function noteUnreachable(
  fields: readonly FieldConditions[],
  hidden: ReadonlySet<string>,
  canHold: CanHold,
  note: Note,
): void {
  for (const field of fields) {
    if (hidden.has(field.path)) {
      note('unreachable', field.visible?.path ?? field.path, `${field.key} can never be shown`);
    } else if (field.required && !canHold([...visibleWhen(field), field.required.condition])) {
      note('unreachable', field.required.path, `${field.key} can never be required by this`);
    }
  }
}

function noteUnreachableSections(
  raw: RawProcedure,
  fields: readonly FieldConditions[],
  hidden: ReadonlySet<string>,
  note: Note,
): void {
  for (const section of raw.sections) {
    const own = fields.filter(({ path }) => path.startsWith(`${section.path}/fields/`));
    if (own.length > 0 && own.every(({ path }) => hidden.has(path))) {
      note('unreachable', section.path, `no field of section ${String(section.value['key'])} can ever be shown`);
    }
  }
}

function noteCycles(fields: readonly FieldConditions[], note: Note): void {
  const reads = new Map(
    fields.map((field) => [field.key, conditionsOf(field).flatMap(({ condition }) => fieldsOfCondition(condition))]),
  );
  const byKey = new Map(fields.map((field) => [field.key, field]));
  for (const cycle of findCycles(reads)) {
    const last = byKey.get(cycle.at(-1) ?? '');
    const closing =
      last && conditionsOf(last).find(({ condition }) => fieldsOfCondition(condition).includes(cycle[0] ?? ''));
    note('cycle', closing?.path ?? last?.path ?? '', `${[...cycle, cycle[0]].join(' → ')}: each waits for the next`);
  }
}

function conditionsOf({ section, visible, required }: FieldConditions): readonly Placed[] {
  return [section, visible, required].filter((placed) => placed !== null);
}
