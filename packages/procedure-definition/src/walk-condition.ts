import { isRecord } from './answers.js';
import type { Condition, Scalar } from './condition.js';
import { pointer, type Note } from './definition-problem.js';
import type { OptionSet } from './field.js';
import type { RawField } from './raw-procedure.js';

export interface Scope {
  readonly fields: ReadonlyMap<string, RawField>;
  readonly optionSets: Readonly<Record<string, OptionSet>>;
}

const operators = ['equals', 'notEquals', 'in', 'present'];
const combinations = ['all', 'any', 'not'];

/** Checks an unknown condition and notes everything wrong in it. Null when it cannot be read as one. */
export function walkCondition(json: unknown, path: string, scope: Scope, note: Note): Condition | null {
  if (!isRecord(json)) {
    note('badCondition', path, 'a condition is an object');
    return null;
  }
  const keys = Object.keys(json);
  const known = keys.filter((key) => combinations.includes(key) || operators.includes(key));
  const strangers = keys.filter((key) => key !== 'field' && !known.includes(key));
  for (const key of strangers) note('unknownOperator', pointer(path, key), `no such operator: ${key}`);
  const [operator] = known;
  if (operator === undefined || known.length > 1) {
    if (strangers.length === 0)
      note('badCondition', path, `a condition has exactly one operator, this has ${known.length}`);
    return null;
  }
  if (combinations.includes(operator)) return walkCombination(json, operator, path, scope, note);
  return walkLeaf(json, operator, path, scope, note);
}

/** Fields a condition reads, in order, repeats included. */
export function fieldsOfCondition(condition: Condition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(fieldsOfCondition);
  if ('any' in condition) return condition.any.flatMap(fieldsOfCondition);
  return 'not' in condition ? fieldsOfCondition(condition.not) : [condition.field];
}

/** Whether an answer to the field can ever be this value. */
export function canBeAnswered(field: RawField, value: unknown, { optionSets }: Scope): boolean {
  const { type, options } = field.value;
  switch (type) {
    case 'select':
      // An unknown option set is noted where the field names it.
      return optionSets[String(options)]?.options.some((option) => option.value === value) ?? true;
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return Number.isSafeInteger(value);
    case 'multiSelect':
    case 'address':
    case 'repeatable':
    case 'file':
      return false;
    default:
      return typeof value === 'string' && value !== '';
  }
}

function walkCombination(
  json: Record<string, unknown>,
  operator: string,
  path: string,
  scope: Scope,
  note: Note,
): Condition | null {
  if ('field' in json) note('badCondition', pointer(path, 'field'), `${operator} takes conditions, not a field`);
  if (operator === 'not') {
    const part = walkCondition(json['not'], pointer(path, 'not'), scope, note);
    return part && { not: part };
  }
  const list = json[operator];
  if (!Array.isArray(list) || list.length === 0) {
    note('badCondition', pointer(path, operator), `${operator} takes a list of conditions`);
    return null;
  }
  const parts = list.map((part: unknown, at) => walkCondition(part, pointer(path, operator, at), scope, note));
  if (parts.includes(null)) return null;
  const whole = parts.filter((part) => part !== null);
  return operator === 'all' ? { all: whole } : { any: whole };
}

function walkLeaf(
  json: Record<string, unknown>,
  operator: string,
  path: string,
  scope: Scope,
  note: Note,
): Condition | null {
  const key = json['field'];
  const field = typeof key === 'string' ? scope.fields.get(key) : undefined;
  if (typeof key !== 'string') note('badCondition', path, `${operator} needs a field`);
  else if (!field) note('unknownField', pointer(path, 'field'), `no field is called ${key}`);
  const place = pointer(path, operator);
  const operand = json[operator];
  if (operator === 'present') {
    if (typeof operand !== 'boolean') note('badCondition', place, 'present takes true or false');
    return typeof key === 'string' && field && typeof operand === 'boolean' ? { field: key, present: operand } : null;
  }
  const values = readValues(operand, operator, place, note);
  if (typeof key !== 'string' || !field || !values) return null;
  values.forEach((value, at) => {
    const where = operator === 'in' ? pointer(place, at) : place;
    if (!canBeAnswered(field, value, scope))
      note('unknownOption', where, `${key} is never answered with ${JSON.stringify(value)}`);
  });
  const [value] = values;
  if (operator === 'in' || value === undefined) return { field: key, in: values };
  return operator === 'equals' ? { field: key, equals: value } : { field: key, notEquals: value };
}

function readValues(operand: unknown, operator: string, place: string, note: Note): readonly Scalar[] | null {
  const list: readonly unknown[] = operator !== 'in' ? [operand] : Array.isArray(operand) ? operand : [];
  if (list.length > 0 && list.every(isScalar)) return list;
  note('badCondition', place, operator === 'in' ? 'in takes a list of values' : `${operator} takes one value`);
  return null;
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
