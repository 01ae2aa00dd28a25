import { z } from 'zod';
import { annotations, Key, Text } from './annotations.js';
import { Condition } from './condition.js';

const rule = {
  key: Key,
  /** An error blocks submission; a warning is shown to citizen and officer. */
  severity: z.enum(['error', 'warning']),
  messageVi: Text,
  messageEn: Text,
  when: Condition.nullable().optional(),
  ...annotations,
};
const Value = z.union([z.string(), z.number(), z.boolean()]);
const field = z.string();
const Gender = z.enum(['male', 'female']);

/** A check across fields. An absent or malformed value passes, except in `equalsWhen`. */
export const Rule = z.discriminatedUnion('type', [
  /** Full years on the day of `at` (today when absent) are fewer than `years`. */
  z.strictObject({ ...rule, type: z.literal('minAge'), field, years: z.int().positive(), at: z.string().optional() }),
  /** `years` full years or more today: broken on the birthday itself. */
  z.strictObject({ ...rule, type: z.literal('maxAge'), field, years: z.int().positive() }),
  /** `before` is later than `after`; the same day is fine. Reported on `after`. */
  z.strictObject({ ...rule, type: z.literal('dateOrder'), before: field, after: field }),
  /** Not before the day `value`. */
  z.strictObject({ ...rule, type: z.literal('dateBefore'), field, value: z.iso.date() }),
  /** More than `days` calendar days have passed since `from`; no roll over weekends. */
  z.strictObject({ ...rule, type: z.literal('withinDays'), from: field, days: z.int().nonnegative() }),
  /** Two filled values (texts, numbers, yes or no) are the same. Reported on the last field. */
  z.strictObject({ ...rule, type: z.literal('distinct'), fields: z.array(field).min(2) }),
  /** `when` holds and the answer is another one or absent. */
  z.strictObject({ ...rule, type: z.literal('equalsWhen'), when: Condition, field, value: Value }),
  z.strictObject({ ...rule, type: z.literal('notOption'), field, value: Value }),
  /** Digits 4 to 6 of a personal id disagree with the birth date, or with the gender given or answered. */
  z.strictObject({
    ...rule,
    type: z.literal('personalIdMatches'),
    id: field,
    dob: field.optional(),
    gender: Gender.optional(),
    genderField: field.optional(),
  }),
]);
export type Rule = z.infer<typeof Rule>;
