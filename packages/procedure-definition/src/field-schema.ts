import { isDay } from '@motcua/vietnam';
import { addressForms, longestDetail } from './check-address.js';
import { longestText, mostSigns, type TextField } from './check-text.js';
import { mostEntries } from './check-value.js';
import type { JsonSchema } from './condition-schema.js';
import { dayForm, fromDay, untilDay } from './day-pattern.js';
import type { Field, ItemField, OptionSet } from './field.js';
import { isOffered, offeredOptions } from './offered.js';
import { textForms } from './text-form.js';

export type Language = 'vi' | 'en';

/** What fields refer to: the form of each kind of text, of a day, and the one way in which an address is written. */
export const definedSchemas: Readonly<Record<string, JsonSchema>> = {
  ...Object.fromEntries(Object.entries(textForms).map(([type, pattern]) => [type, { type: 'string', pattern }])),
  day: { type: 'string', pattern: dayForm },
  address: {
    type: 'object',
    properties: {
      countryCode: { type: 'string', pattern: addressForms.countryCode },
      provinceCode: { type: 'string', pattern: addressForms.provinceCode },
      wardCode: { type: 'string', pattern: addressForms.wardCode },
      detail: { type: 'string', minLength: 1, maxLength: longestDetail, pattern: textForms.text },
    },
    required: ['countryCode', 'detail'],
    additionalProperties: false,
    if: { properties: { countryCode: { const: 'VN' } }, required: ['countryCode'] },
    then: { required: ['provinceCode', 'wardCode'] },
    else: {
      // A country that is missing or misspelt says nothing of the units.
      if: {
        properties: { countryCode: { type: 'string', pattern: addressForms.countryCode } },
        required: ['countryCode'],
      },
      then: { properties: { provinceCode: false, wardCode: false } },
    },
  },
};

/** What a filled answer to the field looks like; bounds of dates that move with today are not expressed. */
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
      return toDateSchema(field);
    case 'number':
      return toNumberSchema(field);
    case 'boolean':
      return field.required ? { type: 'boolean', const: true } : { type: 'boolean' };
    case 'select':
      return { type: 'string', oneOf: toOptions(optionSets[field.options], language) };
    case 'multiSelect': {
      const items = { type: 'string', oneOf: toOptions(optionSets[field.options], language) };
      return { ...toListSchema(field), items, uniqueItems: true };
    }
    case 'address':
      return { $ref: '#/$defs/address' };
    case 'file':
      return { type: 'string', maxLength: longestText.text, allOf: [{ $ref: '#/$defs/text' }] };
    case 'repeatable':
      return { ...toListSchema(field), items: toEntrySchema(field, optionSets, language) };
  }
}

function toTextSchema(field: TextField): JsonSchema {
  const { type, min = 1, pattern } = field;
  return {
    type: 'string',
    minLength: min,
    maxLength: mostSigns(field),
    ...(pattern === undefined ? {} : { pattern }),
    allOf: [{ $ref: `#/$defs/${type}` }],
  };
}

function toDateSchema({ min, max }: Extract<Field | ItemField, { type: 'date' }>): JsonSchema {
  const bounds = [isDay(min) ? fromDay(min) : null, isDay(max) ? untilDay(max) : null].filter((each) => each !== null);
  const patterns = bounds.map((pattern) => ({ pattern }));
  return { type: 'string', format: 'date', allOf: [{ $ref: '#/$defs/day' }, ...patterns] };
}

function toNumberSchema({ min, max }: Extract<Field | ItemField, { type: 'number' }>): JsonSchema {
  return { type: 'integer', minimum: min ?? Number.MIN_SAFE_INTEGER, maximum: max ?? Number.MAX_SAFE_INTEGER };
}

function toListSchema({ min, max }: Extract<Field, { type: 'multiSelect' | 'repeatable' | 'select' }>): JsonSchema {
  return { type: 'array', minItems: min ?? 1, maxItems: max ?? mostEntries };
}

function toEntrySchema(
  { itemFields }: Extract<Field, { type: 'repeatable' }>,
  optionSets: Readonly<Record<string, OptionSet>>,
  language: Language,
): JsonSchema {
  const items = itemFields.filter(isOffered);
  const properties = items.map((item) => [item.key, toFieldSchema(item, optionSets, language)] as const);
  const required = items.filter((item) => item.required).map(({ key }) => key);
  return { type: 'object', properties: Object.fromEntries(properties), required, additionalProperties: false };
}

function toOptions(optionSet: OptionSet | undefined, language: Language): readonly JsonSchema[] {
  return offeredOptions(optionSet).map(({ value, labelVi, labelEn }) => ({
    const: value,
    title: language === 'vi' ? labelVi : labelEn,
  }));
}
