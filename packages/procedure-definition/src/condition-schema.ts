import type { Condition } from './condition.js';

/** A JSON Schema as plain JSON. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const empty = [null, '', [], {}];

/** A condition as a JSON Schema (2020-12) over the answers, exact for answers of any kind, empty ones included. */
export function toConditionSchema(condition: Condition): JsonSchema {
  if ('all' in condition) return { allOf: condition.all.map(toConditionSchema) };
  if ('any' in condition) return { anyOf: condition.any.map(toConditionSchema) };
  if ('not' in condition) return { not: toConditionSchema(condition.not) };
  const { field } = condition;
  if ('equals' in condition) return answered(field, { const: condition.equals });
  if ('notEquals' in condition) return { not: answered(field, { const: condition.notEquals }) };
  if ('in' in condition) return answered(field, { enum: condition.in });
  const present = answered(field, { not: { enum: empty } });
  return condition.present ? present : { not: present };
}

/** All of several conditions; the plain one when there is only one. */
export function allOf(conditions: readonly Condition[]): JsonSchema {
  const [first, ...rest] = conditions;
  return first && rest.length === 0 ? toConditionSchema(first) : toConditionSchema({ all: conditions });
}

function answered(field: string, value: JsonSchema): JsonSchema {
  return { required: [field], properties: { [field]: value } };
}
