import type { Condition } from './condition.js';
import type { RawField } from './raw-procedure.js';
import { canBeAnswered, fieldsOfCondition, type Scope } from './walk-condition.js';

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
  const domains = new Map([...scope.fields].map(([key, field]) => [key, domainOf(field, key, scope, all)]));

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

function domainOf(field: RawField, key: string, scope: Scope, all: readonly Condition[]): Domain {
  const { type, options } = field.value;
  if (type === 'boolean') return new Set([empty, true, false]);
  const optionSet = scope.optionSets[String(options)];
  if (type === 'select' && optionSet) return new Set([empty, ...optionSet.options.map(({ value }) => value)]);
  const named = all
    .flatMap((condition) => valuesNamed(condition, key))
    .filter((value) => canBeAnswered(field, value, scope));
  return new Set([empty, other, ...named]);
}

function valuesNamed(condition: Condition, key: string): readonly unknown[] {
  if (!fieldsOfCondition(condition).includes(key)) return [];
  if ('all' in condition) return condition.all.flatMap((part) => valuesNamed(part, key));
  if ('any' in condition) return condition.any.flatMap((part) => valuesNamed(part, key));
  if ('not' in condition) return valuesNamed(condition.not, key);
  if ('equals' in condition) return [condition.equals];
  if ('notEquals' in condition) return [condition.notEquals];
  return 'in' in condition ? condition.in : [];
}
