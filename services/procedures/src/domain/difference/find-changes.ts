/** What differs between two JSON values, place by place; lists of things that have a key are compared by the key. */
import { isRecord } from '../json-record.js';

/** A step on the way to a place, with what stands there before and after. */
export interface Step {
  /** A member's name, a thing's key or a number in a list. */
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  /** The list or record whose things are entered by this step, by its own name: `fields`, `optionSets`. */
  readonly within: string | null;
}

export interface Found {
  readonly kind: 'ADDED' | 'REMOVED' | 'CHANGED';
  readonly steps: readonly Step[];
  /** The same things in another order; then before and after are their keys. */
  readonly reordered: boolean;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What names a thing within a list of that name. */
const keyedBy: Readonly<Record<string, string>> = {
  sections: 'key',
  fields: 'key',
  itemFields: 'key',
  attachments: 'key',
  fees: 'key',
  steps: 'key',
  rules: 'key',
  options: 'value',
  legalBasis: 'code',
  cooperatingAgencies: 'agency',
  delivery: 'method',
};

/** Lists without keys whose entries are things all the same. */
const numbered = ['results', 'templates', 'subjectFields', 'eligibilityVi', 'cases'];

/** Records whose members are things of their own. */
const byName = ['optionSets', 'agencies', 'grants'];

/** Conditions are said as a whole: half of one says nothing. */
const whole = ['condition', 'visibleWhen', 'requiredWhen', 'when'];

/** Members of a procedure that are read before all others, and after them. */
const readFirst = ['version', 'effectiveFrom', 'nameVi', 'nameEn', 'serviceLevel', 'timeLimit'];
const readLast = ['form', 'rules', 'attachments', 'fees', 'steps', 'results', 'legalBasis', 'optionSets', 'agencies'];

/** In an order that depends on nothing but the two values: members as they are read or by name, things as they stand after, then those gone. */
export function findChanges(before: unknown, after: unknown, steps: readonly Step[] = []): readonly Found[] {
  if (isRecord(before) && isRecord(after)) return inRecords(before, after, steps);
  if (Array.isArray(before) && Array.isArray(after)) return inLists(before, after, steps);
  return before === after ? [] : [{ kind: 'CHANGED', steps, reordered: false, before, after }];
}

type Json = Readonly<Record<string, unknown>>;

function inRecords(before: Json, after: Json, steps: readonly Step[]): readonly Found[] {
  const own = steps.at(-1)?.name ?? '';
  const within = byName.includes(own) ? own : null;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(
    steps.length === 0 ? asRead : byText,
  );
  return names.flatMap((name) =>
    compare({ name, within, before: member(before, name), after: member(after, name) }, steps),
  );
}

const byText = (one: string, other: string): number => (one < other ? -1 : 1);

function asRead(one: string, other: string): number {
  const rank = (name: string): number => {
    const early = readFirst.indexOf(name);
    return early < 0 ? readFirst.length + readLast.indexOf(name) : early - readFirst.length;
  };
  return rank(one) - rank(other) || byText(one, other);
}

/** Undefined: it is not there. JSON has no undefined of its own. */
function compare(step: Step, steps: readonly Step[]): readonly Found[] {
  const { before, after } = step;
  const way = [...steps, step];
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ kind: 'ADDED', steps: way, reordered: false, after }];
  if (after === undefined) return [{ kind: 'REMOVED', steps: way, reordered: false, before }];
  if (!whole.includes(step.name)) return findChanges(before, after, way);
  return isSame(before, after) ? [] : [{ kind: 'CHANGED', steps: way, reordered: false, before, after }];
}

function inLists(before: readonly unknown[], after: readonly unknown[], steps: readonly Step[]): readonly Found[] {
  if (isSame(before, after)) return [];
  const own = steps.at(-1)?.name ?? '';
  const key = keyedBy[own];
  const old = key === undefined ? null : byKey(before, key);
  const fresh = key === undefined ? null : byKey(after, key);
  if (old !== null && fresh !== null) return inKeyedLists(old, fresh, own, steps);
  const areThings = numbered.includes(own) || [...before, ...after].some((each) => isRecord(each));
  if (areThings) return inNumberedLists(before, after, own, steps);
  return [{ kind: 'CHANGED', steps, reordered: false, before, after }];
}

type Things = ReadonlyMap<string, unknown>;

function inKeyedLists(before: Things, after: Things, within: string, steps: readonly Step[]): readonly Found[] {
  const keys = [...after.keys(), ...[...before.keys()].filter((key) => !after.has(key))];
  const changes = keys.flatMap((name) =>
    compare({ name, within, before: before.get(name), after: after.get(name) }, steps),
  );
  const stayed = [...before.keys()].filter((key) => after.has(key));
  const now = [...after.keys()].filter((key) => before.has(key));
  if (isSame(stayed, now)) return changes;
  return [...changes, { kind: 'CHANGED', steps, reordered: true, before: stayed, after: now }];
}

/** What is equal at both ends stands for itself; between, the first is the first, and so on. */
function inNumberedLists(
  before: readonly unknown[],
  after: readonly unknown[],
  within: string,
  steps: readonly Step[],
): readonly Found[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && isSame(before[head], after[head])) head += 1;
  let tail = 0;
  while (tail < most - head && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  const length = Math.max(before.length, after.length) - head - tail;
  return Array.from({ length }, (_, offset) => {
    const at = head + offset;
    const old = at < before.length - tail ? before[at] : undefined;
    const fresh = at < after.length - tail ? after[at] : undefined;
    return compare({ name: String(at), within, before: old, after: fresh }, steps);
  }).flat();
}

/** Null when a thing has no key or two have the same: then they are told apart by their number. */
function byKey(list: readonly unknown[], key: string): Things | null {
  const keyed = new Map<string, unknown>();
  for (const thing of list) {
    const name = isRecord(thing) ? thing[key] : undefined;
    if (typeof name !== 'string' || name === '' || keyed.has(name)) return null;
    keyed.set(name, thing);
  }
  return keyed;
}

function member(record: Json, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, at) => isSame(each, other[at]));
  }
  if (!isRecord(one) || !isRecord(other)) return one === other;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
  );
}
