import { isEmpty, type Answers } from './condition.js';
import type { Field, ItemField } from './field.js';

export interface ReadAnswers {
  /** The known answers in normal form, on an object without prototype. */
  readonly answers: Answers;
  /** Keys that name no field, sorted. */
  readonly unknown: readonly string[];
  /** False when what came in is no JSON object at all. */
  readonly isObject: boolean;
}

/**
 * Takes answers as they came from outside into their normal form: texts trimmed and in NFC; what is empty (null, `""`, `[]`,
 * `{}`) left out, parts of addresses and of entries too. Own keys only, so `__proto__` and `constructor` are just unknown.
 */
export function readAnswers(input: unknown, fields: ReadonlyMap<string, Field>): ReadAnswers {
  const answers = emptyRecord();
  if (!isRecord(input)) return { answers, unknown: [], isObject: input === undefined || input === null };
  const unknown: string[] = [];
  for (const key of Object.keys(input)) {
    const field = fields.get(key);
    if (!field) unknown.push(key);
    else keepFilled(answers, key, normalise(field, input[key]));
  }
  return { answers, unknown: unknown.sort(), isObject: true };
}

export const addressParts: ReadonlySet<string> = new Set(['countryCode', 'provinceCode', 'wardCode', 'detail']);

/** Keys of an object that are not among the known ones, sorted: the order in which they came says nothing. */
export function strangersIn(record: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): readonly string[] {
  return Object.keys(record)
    .filter((key) => !known.has(key))
    .sort();
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
      return isRecord(value) ? normaliseAddress(value) : value;
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

/** Unknown parts stay, so that they are refused and not dropped. */
function normaliseAddress(address: Record<string, unknown>): Answers {
  const parts = emptyRecord();
  for (const key of Object.keys(address)) {
    if (addressParts.has(key)) keepFilled(parts, key, tidy(address[key]));
    else parts[key] = address[key];
  }
  return parts;
}

function normaliseEntry(items: ReadonlyMap<string, ItemField>, entry: Record<string, unknown>): Answers {
  const parts = emptyRecord();
  for (const key of Object.keys(entry)) {
    const item = items.get(key);
    if (item) keepFilled(parts, key, normalise(item, entry[key]));
    else parts[key] = entry[key];
  }
  return parts;
}

function keepFilled(record: Record<string, unknown>, key: string, value: unknown): void {
  if (!isEmpty(value)) record[key] = value;
}

function tidy(value: unknown): unknown {
  return typeof value === 'string' ? value.normalize('NFC').trim() : value;
}

function emptyRecord(): Record<string, unknown> {
  // Object.create is typed as any; a null prototype keeps keys such as __proto__ ordinary.
  return Object.create(null) as Record<string, unknown>;
}
