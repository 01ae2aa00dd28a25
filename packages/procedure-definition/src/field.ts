import { z } from 'zod';
import { annotations, Key, Text } from './annotations.js';
import { Condition } from './condition.js';

export const textTypes = ['text', 'longText', 'personName', 'personalId', 'phone', 'email'] as const;

const labelled = {
  key: Key,
  labelVi: Text,
  labelEn: Text,
  required: z.boolean(),
  helpVi: Text.optional(),
  /** `form` of the official form, `guide` asked by the ward's guide, `product` needed by the platform. */
  origin: z.enum(['form', 'guide', 'product']).optional(),
  /** False: beyond the ward's guide, keep switched off. */
  guideScope: z.literal(false).optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  ...annotations,
};

/** `min` and `max` are lengths. */
const text = {
  type: z.enum(textTypes),
  pattern: z.string().optional(),
  min: z.int().optional(),
  max: z.int().optional(),
};
/** `min` and `max` are a day, `today`, or `today-Nd`, `-Nm`, `-Ny`. */
const date = { type: z.literal('date'), min: z.string().optional(), max: z.string().optional() };
/** Whole numbers only. */
const number = { type: z.literal('number'), min: z.int().optional(), max: z.int().optional() };
/** Required means "must be true". */
const boolean = { type: z.literal('boolean') };
/** For `multiSelect`, `min` and `max` count the values. */
const select = {
  type: z.enum(['select', 'multiSelect']),
  options: z.string(),
  min: z.int().optional(),
  max: z.int().optional(),
};
/** `{ countryCode, provinceCode, wardCode, detail }`; abroad only country and detail. No district since 2025-07-01. */
const address = { type: z.literal('address') };
/** Reference of a stored file. */
const file = { type: z.literal('file') };

/** A field of one entry in a repeating group. */
export const ItemField = z.discriminatedUnion('type', [
  z.strictObject({ ...labelled, ...text }),
  z.strictObject({ ...labelled, ...date }),
  z.strictObject({ ...labelled, ...number }),
  z.strictObject({ ...labelled, ...boolean }),
  z.strictObject({ ...labelled, ...select }),
  z.strictObject({ ...labelled, ...address }),
  z.strictObject({ ...labelled, ...file }),
]);
export type ItemField = z.infer<typeof ItemField>;

const asked = { ...labelled, visibleWhen: Condition.optional(), requiredWhen: Condition.optional() };
/** `min` and `max` count the entries. */
const repeatable = {
  type: z.literal('repeatable'),
  itemFields: z.array(ItemField).min(1),
  min: z.int().optional(),
  max: z.int().optional(),
};

export const Field = z.discriminatedUnion('type', [
  z.strictObject({ ...asked, ...text }),
  z.strictObject({ ...asked, ...date }),
  z.strictObject({ ...asked, ...number }),
  z.strictObject({ ...asked, ...boolean }),
  z.strictObject({ ...asked, ...select }),
  z.strictObject({ ...asked, ...address }),
  z.strictObject({ ...asked, ...file }),
  z.strictObject({ ...asked, ...repeatable }),
]);
export type Field = z.infer<typeof Field>;
export type FieldType = Field['type'];

export const Section = z.strictObject({
  key: Key,
  titleVi: Text,
  titleEn: Text,
  guideScope: z.literal(false).optional(),
  /** Holds for every field of the section, besides the field's own. */
  visibleWhen: Condition.optional(),
  fields: z.array(Field).min(1),
  ...annotations,
});
export type Section = z.infer<typeof Section>;

export const Option = z.strictObject({
  value: z.string().min(1),
  labelVi: Text,
  labelEn: Text,
  guideScope: z.boolean().optional(),
  ...annotations,
});

export const OptionSet = z.strictObject({
  labelVi: Text,
  labelEn: Text,
  options: z.array(Option).min(1),
  ...annotations,
});
export type OptionSet = z.infer<typeof OptionSet>;

export const Agency = z.strictObject({ nameVi: Text, nameEn: Text, ...annotations });
export type Agency = z.infer<typeof Agency>;
