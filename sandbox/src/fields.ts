import { Refused } from './refused.js';

/** Reads the fields of an unknown value one by one, refusing with the field's name what is missing or wrong. */
export interface Fields {
  text(name: string, options?: { readonly max?: number; readonly pattern?: RegExp }): string;
  optionalText(name: string): string | undefined;
  integer(name: string, range: { readonly min: number; readonly max: number }): number;
  optionalInteger(name: string, range: { readonly min: number; readonly max: number }): number | undefined;
  /** ISO 8601 with an offset. */
  instant(name: string): Date;
  fields(name: string): Fields;
  has(name: string): boolean;
  unknown(name: string): unknown;
  names(): readonly string[];
}

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

export function fieldsOf(value: unknown, within = ''): Fields {
  const entries = entriesOf(value, within);
  // An empty text counts as absent, as in forms and queries.
  const present = (name: string): boolean => ![undefined, null, ''].some((absent) => absent === entries.get(name));
  const needed = (name: string): unknown => {
    if (!present(name)) throw new Refused(400, 'FIELD_MISSING', `${within}${name} is missing`);
    return entries.get(name);
  };
  const wrong = (name: string, expected: string) =>
    new Refused(400, 'FIELD_WRONG', `${within}${name}: expected ${expected}`);
  const fields: Fields = {
    text(name, { max = 500, pattern } = {}) {
      const text = needed(name);
      if (typeof text !== 'string' || text.trim() === '' || text.length > max)
        throw wrong(name, `a text of 1 to ${max}`);
      if (pattern !== undefined && !pattern.test(text)) throw wrong(name, `a text like ${pattern.source}`);
      return text;
    },
    optionalText: (name) => (present(name) ? fields.text(name) : undefined),
    integer(name, { min, max }) {
      const raw = needed(name);
      const number = typeof raw === 'string' && /^-?\d+$/.test(raw) ? Number(raw) : raw;
      if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max) return number;
      throw wrong(name, `an integer from ${min} to ${max}`);
    },
    optionalInteger: (name, range) => (present(name) ? fields.integer(name, range) : undefined),
    instant(name) {
      const instant = new Date(fields.text(name, { max: 40, pattern: instantPattern }));
      if (Number.isNaN(instant.getTime())) throw wrong(name, 'an instant with offset, ISO 8601');
      return instant;
    },
    fields: (name) => fieldsOf(needed(name), `${within}${name}.`),
    has: present,
    unknown: needed,
    names: () => [...entries.keys()],
  };
  return fields;
}

function entriesOf(value: unknown, within: string): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refused(400, 'NOT_AN_OBJECT', `${within === '' ? 'the body' : within.slice(0, -1)} is not an object`);
  }
  return new Map<string, unknown>(Object.entries(value));
}
