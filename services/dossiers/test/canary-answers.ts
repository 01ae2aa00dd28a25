import { readdirSync, readFileSync } from 'node:fs';
import type { Field, ProcedureDefinition } from '@motcua/procedure-definition';

/** Stands in every text; letters alone, so that it fits every pattern and no encoding changes it. */
export const canary = 'Chimyen';

export interface Sample {
  readonly id: string;
  readonly procedureCode: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly attachments: readonly string[];
}

const catalogue = new URL('../../procedures/catalogue/', import.meta.url);

/** Data of the catalogue, as the service that owns it publishes it. */
export function readCatalogue(file: string): Readonly<Record<string, unknown>> {
  return { ...(JSON.parse(readFileSync(new URL(file, catalogue), 'utf8')) as object) };
}

/** Every sample of every procedure that can be filed as it is. */
export function validSamples(): readonly Sample[] {
  const files = readdirSync(new URL('samples/', catalogue)).filter((name) => name.endsWith('.json'));
  return files
    .map((name) => readCatalogue(`samples/${name}`) as unknown as Sample & { readonly valid: boolean })
    .filter(({ valid }) => valid);
}

export interface CanaryAnswers {
  readonly answers: Readonly<Record<string, unknown>>;
  /** What each field now says that no other field of any sample says, by `sample/field`. */
  readonly secrets: ReadonlyMap<string, string>;
}

type Leaf = Exclude<Field, { type: 'repeatable' }>;

interface TextRule {
  readonly pattern?: string | undefined;
  readonly max?: number | undefined;
}

/** The sample with something of its own in every field a person writes; what is chosen from a list or a calendar stays. */
export function withCanaries(
  { id, answers }: Sample,
  { procedure }: ProcedureDefinition,
  nextNumber: () => number,
): CanaryAnswers {
  const secrets = new Map<string, string>();
  const fields = new Map(procedure.form.sections.flatMap(({ fields }) => fields).map((field) => [field.key, field]));
  const one = (place: string, field: Leaf, value: unknown): unknown => {
    const written = canaryFor(field, value, nextNumber);
    if (written === null) return value;
    secrets.set(`${id}/${place}`, written);
    return field.type === 'address' ? { ...Object(value), detail: written } : written;
  };
  const all = Object.entries(answers).map(([key, value]) => {
    const field = fields.get(key);
    if (field === undefined) return [key, value];
    if (field.type !== 'repeatable') return [key, one(key, field, value)];
    const entries = Array.isArray(value) ? (value as readonly Record<string, unknown>[]) : [];
    const items = entries.map((entry, index) =>
      Object.fromEntries(
        field.itemFields.map((item) => [item.key, one(`${key}[${String(index)}].${item.key}`, item, entry[item.key])]),
      ),
    );
    return [key, items];
  });
  return { answers: Object.fromEntries(all) as Record<string, unknown>, secrets };
}

/** Null where a person does not write freely. */
function canaryFor(field: Leaf, value: unknown, nextNumber: () => number): string | null {
  if (value === undefined) return null;
  switch (field.type) {
    case 'personalId':
      // The first six digits say where, when and as what somebody was born.
      return `${typeof value === 'string' ? value.slice(0, 6) : '000000'}77${digits(nextNumber(), 4)}`;
    case 'phone':
      return `0977${digits(nextNumber(), 6)}`;
    case 'email':
      return `${canary}${letters(nextNumber())}@example.com`;
    case 'personName':
    case 'longText':
    case 'address':
      return `${canary} ${letters(nextNumber())}`;
    case 'text':
      return textFor(field, nextNumber());
    case 'date':
    case 'number':
    case 'boolean':
    case 'select':
    case 'multiSelect':
    case 'file':
      return null;
  }
}

/** The first way of writing it that the field's pattern lets through; null where none does, as for a time of day. */
function textFor({ pattern = '', max = 200 }: TextRule, number: number): string | null {
  const ways = [
    `${canary} ${letters(number)}`,
    `${canary}.${letters(number)}`,
    `${canary.toUpperCase()}-${letters(number)}`,
  ];
  const numbers = [6, 8, 10, 12].map((length) => `77${digits(number, length - 2)}`);
  const fitting = [...ways, ...numbers].filter((text) => text.length <= max);
  return fitting.find((text) => new RegExp(pattern, 'u').test(text)) ?? null;
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0').slice(-length);
}

/** Capitals, three of them: 17,576 fields. */
function letters(number: number): string {
  return [676, 26, 1].map((unit) => String.fromCharCode(65 + (Math.floor(number / unit) % 26))).join('');
}

/** How a text may be written where it leaks: plainly in any case, in hexadecimal, or inside base64 at any of three places. */
export function finderOf(secrets: Iterable<string>): (text: string) => readonly string[] {
  const looks = [...secrets].map((secret) => {
    const bytes = Buffer.from(secret);
    const inBase64 = [0, 1, 2].map((before) => {
      const encoded = Buffer.concat([Buffer.alloc(before), bytes])
        .toString('base64')
        .replaceAll('=', '');
      // Without the characters that depend on what stands before and behind.
      return encoded.slice(before === 0 ? 0 : before + 1, (before + bytes.length) % 3 === 0 ? undefined : -1);
    });
    return { secret, lower: secret.toLowerCase(), hex: bytes.toString('hex'), inBase64 };
  });
  return (text) => {
    const lower = text.toLowerCase();
    const found = looks.filter(
      (look) =>
        lower.includes(look.lower) || lower.includes(look.hex) || look.inBase64.some((part) => text.includes(part)),
    );
    return found.map(({ secret }) => secret);
  };
}
