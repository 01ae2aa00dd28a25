import type { Answers } from './condition.js';
import type { Field, ItemField } from './field.js';

export interface ReadAnswers {
  /** The known answers, texts trimmed and in NFC, on an object without prototype. */
  readonly answers: Answers;
  /** Keys that name no field, sorted. */
  readonly unknown: readonly string[];
  /** False when what came in is no JSON object at all. */
  readonly isObject: boolean;
}

/** Takes answers as they came from outside. Own keys only, so `__proto__` and `constructor` are just unknown fields. */
export function readAnswers(input: unknown, fields: ReadonlyMap<string, Field>): ReadAnswers {
  const answers = emptyRecord();
  if (!isRecord(input)) return { answers, unknown: [], isObject: input === undefined || input === null };
  const unknown: string[] = [];
  for (const key of Object.keys(input)) {
    const field = fields.get(key);
    if (field) answers[key] = normalise(field, input[key]);
    else unknown.push(key);
  }
  return { answers, unknown: unknown.sort(), isObject: true };
}

/** True for a JSON object: not null, not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function normalise(field: Field | ItemField, value: unknown): unknown {
  switch (field.type) {
    case 'text':
    case 'longText':
    case 'personName':
    case 'personalId':
    case 'phone':
    case 'email':
      return tidy(value);
    case 'address':
      return isRecord(value) ? mapValues(value, tidy) : value;
    case 'repeatable': {
      if (!Array.isArray(value)) return value;
      const items = new Map(field.itemFields.map((item) => [item.key, item]));
      return value.map((entry: unknown) => (isRecord(entry) ? normaliseEntry(items, entry) : entry));
    }
    case 'date':
    case 'number':
    case 'boolean':
    case 'select':
    case 'multiSelect':
    case 'file':
      return value;
  }
}

function normaliseEntry(items: ReadonlyMap<string, ItemField>, entry: Record<string, unknown>): Answers {
  return mapValues(entry, (part, key) => {
    const item = items.get(key);
    return item ? normalise(item, part) : part;
  });
}

function mapValues(record: Record<string, unknown>, change: (value: unknown, key: string) => unknown): Answers {
  const changed = emptyRecord();
  for (const key of Object.keys(record)) changed[key] = change(record[key], key);
  return changed;
}

function tidy(value: unknown): unknown {
  return typeof value === 'string' ? value.normalize('NFC').trim() : value;
}

function emptyRecord(): Record<string, unknown> {
  // Object.create is typed as any; a null prototype keeps keys such as __proto__ ordinary.
  return Object.create(null) as Record<string, unknown>;
}
