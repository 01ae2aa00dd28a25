import { z } from 'zod';
import { annotations, Clock, Count, Key, Text } from './annotations.js';
import { Condition } from './condition.js';

export const channels = ['inPerson', 'online', 'post'] as const;
/** How an application reaches the office. */
export type Channel = (typeof channels)[number];

const condition = Condition.nullable().optional();
const Amount = Count.max(1_000_000_000);

/** A paper that goes with the application (thành phần hồ sơ). */
export const Attachment = z.strictObject({
  key: Key,
  nameVi: Text,
  nameEn: Text,
  form: z.enum(['original', 'copy']),
  originals: Count,
  copies: Count,
  count: Count,
  /** With no condition: always; with one: when it holds. */
  mandatory: z.boolean(),
  /** Shown at the desk, never demanded as an upload. */
  presentOnly: z.boolean().optional(),
  condition,
  conditionVi: Text.nullable().optional(),
  acceptedTypes: z.array(z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/)).min(1),
  ...annotations,
});
export type Attachment = z.infer<typeof Attachment>;

export const Fee = z.strictObject({
  key: Key,
  nameVi: Text,
  nameEn: Text,
  /** Null: ask the carrier. */
  amountVnd: Amount.nullable(),
  /** Wins over `amountVnd` where it names the channel. */
  amountByChannel: z.partialRecord(z.enum(channels), Amount).optional(),
  per: z.enum(['case', 'copy', 'copy per registered event', 'delivery']),
  /** Number field that says how many copies; needed when `per` is a copy. */
  quantityField: z.string().optional(),
  /** Options of `exemptionField` that bring the fee to 0. */
  exemptions: z.array(z.string()),
  exemptionField: z.string().optional(),
  condition,
  conditionVi: Text.nullable().optional(),
  /**
   * Charged only while today is `within`, or only once it is `after`, so many calendar days from a date answered.
   * Without that date it counts as within, so of a pair exactly one is charged.
   */
  period: z.strictObject({ from: z.string(), days: Count, applies: z.enum(['within', 'after']) }).optional(),
  legalBasis: Text.optional(),
  ...annotations,
});
export type Fee = z.infer<typeof Fee>;

export const SameDayRule = z.strictObject({
  /** Due on the day of acceptance. */
  sameDay: z.boolean(),
  /** From this time on the count starts on the next working day. */
  cutoff: Clock,
  afterCutoff: z.literal('nextWorkingDay'),
});

export const Step = z.strictObject({
  order: z.int().positive(),
  key: Key,
  agency: z.string(),
  actionVi: Text,
  actionEn: Text,
  /** Null: no limit is known. */
  workingDays: Count.nullable(),
  /** Steps that come first. An optional step holds back only once it was opened. */
  dependsOn: z.array(z.string()),
  produces: z.array(Key),
  /** Opened by an officer when needed; until then it counts as done. */
  optional: z.boolean().optional(),
  /** Only for applications filed online. */
  onlineOnly: z.boolean().optional(),
  /** False: the step does not exist for this application. */
  condition,
  sameDayRule: SameDayRule.optional(),
  currentLawWorkingDays: Count.optional(),
  currentLawVerifyWorkingDays: Count.optional(),
  historicDays: Count.optional(),
  ...annotations,
});
export type Step = z.infer<typeof Step>;

export const TimeLimit = z.strictObject({
  textVi: Text,
  workingDays: Count,
  sameDayRule: SameDayRule.nullable(),
  /** The whole limit when another office must be asked; null: not known. */
  withVerificationWorkingDays: Count.nullable().optional(),
  /** What a supplement request does to the limit; left out: it pauses. */
  supplementClock: z.enum(['pause', 'restart']).optional(),
  /** The first whose condition holds replaces `workingDays`. */
  cases: z.array(z.strictObject({ when: Condition, workingDays: Count, ...annotations })).optional(),
  criticalPath: Text.optional(),
  history: z
    .strictObject({ textVi: Text, workingDays: Count, extensionWorkingDays: Count.optional(), ...annotations })
    .optional(),
  ...annotations,
});
export type TimeLimit = z.infer<typeof TimeLimit>;
