import type { Condition } from './condition.js';
import type { RawField } from './raw-procedure.js';
import { canBeAnswered, type Scope } from './walk-condition.js';

const empty = Symbol('no answer');
const other = Symbol('some other answer');

/** What the answer to one field can be; endless types are told apart only by the values that conditions name. */
type Domain = ReadonlySet<unknown>;
type State = ReadonlyMap<string, Domain>;

interface Goal {
  readonly condition: Condition;
  readonly wanted: boolean;
}

/**
 * Whether a valid application exists in which all these conditions hold. A field that must be answered for them must also
 * be visible, and so on: what needs a field that is never shown can never hold either.
 */
export type CanHold = (conditions: readonly Condition[]) => boolean;

/** @param visibility conditions under which each field is shown (its section's and its own) */
export function createReachability(
  scope: Scope,
  visibility: ReadonlyMap<string, readonly Condition[]>,
  all: readonly Condition[],
): CanHold {
  const named = new Map<string, unknown[]>();
  for (const condition of all) collectValues(condition, named);
  const domains = new Map([...scope.fields].map(([key, field]) => [key, domainOf(field, scope, named.get(key) ?? [])]));

  function satisfiable([goal, ...rest]: readonly Goal[], state: State): boolean {
    if (!goal) return true;
    const { condition, wanted } = goal;
    if ('not' in condition) return satisfiable([{ condition: condition.not, wanted: !wanted }, ...rest], state);
    if ('all' in condition || 'any' in condition) {
      const parts = ('all' in condition ? condition.all : condition.any).map((part) => ({ condition: part, wanted }));
      if ('all' in condition === wanted) return satisfiable([...parts, ...rest], state);
      return parts.some((part) => satisfiable([part, ...rest], state));
    }
    const before = state.get(condition.field) ?? domains.get(condition.field) ?? new Set();
    const after = new Set([...before].filter((value) => holds(condition, value) === wanted));
    if (after.size === 0) return false;
    const mustBeShown = before.has(empty) && !after.has(empty) ? (visibility.get(condition.field) ?? []) : [];
    const shown = mustBeShown.map((part) => ({ condition: part, wanted: true }));
    return satisfiable([...shown, ...rest], new Map(state).set(condition.field, after));
  }

  return (conditions) =>
    satisfiable(
      conditions.map((condition) => ({ condition, wanted: true })),
      new Map(),
    );
}

function holds(leaf: Extract<Condition, { field: string }>, value: unknown): boolean {
  if ('equals' in leaf) return value === leaf.equals;
  if ('notEquals' in leaf) return value !== leaf.notEquals;
  return 'in' in leaf ? leaf.in.some((one) => one === value) : (value !== empty) === leaf.present;
}

function domainOf(field: RawField, scope: Scope, named: readonly unknown[]): Domain {
  const { type, options } = field.value;
  if (type === 'boolean') return new Set([empty, true, false]);
  const optionSet = scope.optionSets[String(options)];
  if (type === 'select' && optionSet) return new Set([empty, ...optionSet.options.map(({ value }) => value)]);
  return new Set([empty, other, ...named.filter((value) => canBeAnswered(field, value, scope))]);
}

/** Notes, by field, the values that a condition compares answers with. */
function collectValues(condition: Condition, named: Map<string, unknown[]>): void {
  if ('all' in condition || 'any' in condition) {
    for (const part of 'all' in condition ? condition.all : condition.any) collectValues(part, named);
  } else if ('not' in condition) {
    collectValues(condition.not, named);
  } else {
    named.set(condition.field, [...(named.get(condition.field) ?? []), ...valuesOf(condition)]);
  }
}

function valuesOf(leaf: Extract<Condition, { field: string }>): readonly unknown[] {
  if ('equals' in leaf) return [leaf.equals];
  if ('notEquals' in leaf) return [leaf.notEquals];
  return 'in' in leaf ? leaf.in : [];
}
