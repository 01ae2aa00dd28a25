import type { JsonSchema } from './condition-schema.js';
import type { Field, ItemField, OptionSet } from './field.js';
import { longestText, type TextField } from './check-value.js';

export type Language = 'vi' | 'en';

/** One form in which each address is written; no district since 2025-07-01. */
export const addressSchema: JsonSchema = {
  type: 'object',
  properties: {
    countryCode: { type: 'string', pattern: '^[A-Z]{2}$' },
    provinceCode: { type: 'string', pattern: '^\\d{2}$' },
    wardCode: { type: 'string', pattern: '^\\d{5}$' },
    detail: { type: 'string', minLength: 1, maxLength: 500 },
  },
  required: ['countryCode', 'detail'],
  additionalProperties: false,
  if: { properties: { countryCode: { const: 'VN' } }, required: ['countryCode'] },
  then: { required: ['provinceCode', 'wardCode'] },
  else: { properties: { provinceCode: false, wardCode: false } },
};

/** What a filled answer to the field looks like. Days are ISO; their bounds depend on today and are not expressed. */
export function toFieldSchema(
  field: Field | ItemField,
  optionSets: Readonly<Record<string, OptionSet>>,
  language: Language,
): JsonSchema {
  const label = { title: language === 'vi' ? field.labelVi : field.labelEn, ...described(field, language) };
  return {
    ...label,
    ...toValueSchema(field, optionSets, language),
    ...(field.default === undefined ? {} : { default: field.default }),
  };
}

function described({ helpVi }: Field | ItemField, language: Language): JsonSchema {
  return helpVi === undefined || language !== 'vi' ? {} : { description: helpVi };
}

function toValueSchema(
  field: Field | ItemField,
  optionSets: Readonly<Record<string, OptionSet>>,
  language: Language,
): JsonSchema {
  switch (field.type) {
    case 'text':
    case 'longText':
    case 'personName':
    case 'personalId':
    case 'phone':
    case 'email':
      return toTextSchema(field);
    case 'date':
      return { type: 'string', format: 'date' };
    case 'number':
      return bounded('integer', 'minimum', 'maximum', field);
    case 'boolean':
      return field.required ? { type: 'boolean', const: true } : { type: 'boolean' };
    case 'select':
      return { type: 'string', oneOf: toOptions(optionSets[field.options], language) };
    case 'multiSelect': {
      const items = { type: 'string', oneOf: toOptions(optionSets[field.options], language) };
      return { ...bounded('array', 'minItems', 'maxItems', field), items, uniqueItems: true };
    }
    case 'address':
      return { $ref: '#/$defs/address' };
    case 'file':
      return { type: 'string', maxLength: longestText.text };
    case 'repeatable':
      return { ...bounded('array', 'minItems', 'maxItems', field), items: toEntrySchema(field, optionSets, language) };
  }
}

function toTextSchema({ type, min = 1, max, pattern }: TextField): JsonSchema {
  const length = { type: 'string', minLength: min, maxLength: max ?? longestText[type] };
  return pattern === undefined ? length : { ...length, pattern };
}

function toEntrySchema(
  { itemFields }: Extract<Field, { type: 'repeatable' }>,
  optionSets: Readonly<Record<string, OptionSet>>,
  language: Language,
): JsonSchema {
  const properties = itemFields.map((item) => [item.key, toFieldSchema(item, optionSets, language)] as const);
  const required = itemFields.filter((item) => item.required).map(({ key }) => key);
  return { type: 'object', properties: Object.fromEntries(properties), required, additionalProperties: false };
}

function bounded(
  type: string,
  lowest: string,
  highest: string,
  { min, max }: { readonly min?: number | undefined; readonly max?: number | undefined },
): JsonSchema {
  return { type, ...(min === undefined ? {} : { [lowest]: min }), ...(max === undefined ? {} : { [highest]: max }) };
}

function toOptions(optionSet: OptionSet | undefined, language: Language): readonly JsonSchema[] {
  return (optionSet?.options ?? []).map(({ value, labelVi, labelEn }) => ({
    const: value,
    title: language === 'vi' ? labelVi : labelEn,
  }));
}
