import { z } from 'zod';
import { annotations, Count, Text } from './annotations.js';
import { Condition } from './condition.js';
import { Section } from './field.js';
import type { Agency, OptionSet } from './field.js';
import { Attachment, Fee, Step, TimeLimit } from './handling.js';
import { Rule } from './rule.js';

const field = z.string();

/** Where to reach the applicant. The first case whose condition holds replaces the fields it names. */
export const Contact = z.strictObject({
  nameField: field,
  personalIdField: field.optional(),
  phoneField: field,
  emailField: field,
  cases: z.array(z.strictObject({ when: Condition, nameField: field, personalIdField: field.optional() })).optional(),
  ...annotations,
});

/** Which answers say that the result goes by post, and to whom. */
export const DeliveryFields = z.strictObject({
  methodField: field,
  postValue: z.string(),
  nameField: field,
  phoneField: field,
  addressField: field,
  ...annotations,
});

/** A person the application is about; several name fields are joined by spaces. */
export const SubjectFields = z.strictObject({
  nameFields: z.array(field).min(1),
  dobField: field.optional(),
  personalIdField: field.optional(),
  ...annotations,
});

/** What an agency may read, field by field, to do its step. */
export const Grant = z.strictObject({ purposeVi: Text, fields: z.array(field).min(1), ...annotations });

const CurrentLaw = z.strictObject({
  code: z.string(),
  nameVi: Text,
  replaces: z.array(z.string()).optional(),
  decision: Text.optional(),
  workingDays: Count.nullable(),
  verifyWorkingDays: Count.optional(),
  noteVi: Text.optional(),
  ...annotations,
});

/** One version of an administrative procedure (thủ tục hành chính), whole, as data. */
export const Procedure = z.strictObject({
  /** National code, such as `2.000986`. */
  code: z.string().regex(/^\d+\.\d{6}$/),
  version: z.int().positive(),
  effectiveFrom: z.iso.date(),
  otherCodes: z.array(z.string()).optional(),
  codeSource: Text.optional(),
  codeNote: Text.optional(),
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  nameVi: Text,
  nameEn: Text,
  /** The ward guide's own name for it. */
  guideNameVi: Text.optional(),
  guideNote: Text.optional(),
  sector: Text,
  /** 3: filed online, paid and collected at the office; 4: paid online too, result by post or online. */
  serviceLevel: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  serviceLevelNote: Text.optional(),
  executingAgencyType: Text,
  cooperatingAgencies: z.array(
    z.strictObject({
      agency: z.string(),
      role: Text,
      legalBasis: Text.optional(),
      optional: z.boolean().optional(),
      ...annotations,
    }),
  ),
  applicants: Text,
  eligibilityVi: z.array(Text),
  eligibilitySource: Text.optional(),
  eligibilityUnconfirmed: z.boolean().optional(),
  timeLimit: TimeLimit,
  currentLaw: CurrentLaw.optional(),
  steps: z.array(Step).min(1),
  fees: z.array(Fee),
  delivery: z.array(
    z.strictObject({ method: z.enum(['inPerson', 'online', 'post']), allowed: z.boolean(), noteVi: Text.optional() }),
  ),
  deliverySource: Text.optional(),
  attachments: z.array(Attachment),
  results: z.array(
    z.strictObject({
      nameVi: Text,
      nameEn: Text,
      documentCode: z.string().nullable(),
      /** The step that brings it about; without one, the leader's signature. */
      step: z.string().optional(),
      ...annotations,
    }),
  ),
  legalBasis: z.array(z.strictObject({ code: z.string(), titleVi: Text, ...annotations })),
  templates: z.array(z.strictObject({ nameVi: Text, channel: z.enum(['online', 'paper', 'both']), ...annotations })),
  rules: z.array(Rule),
  contact: Contact,
  deliveryFields: DeliveryFields.optional(),
  subjectFields: z.array(SubjectFields),
  /** Answers of a kind the law calls sensitive (ethnicity, health). Every other answer is personal all the same. */
  sensitiveFields: z.array(field),
  /** By agency key. */
  grants: z.record(z.string(), Grant),
  form: z.strictObject({ sections: z.array(Section).min(1) }),
  ...annotations,
});
export type Procedure = z.infer<typeof Procedure>;

/** A procedure together with the lists it refers to: plain JSON that can be stored and published as it is. */
export interface ProcedureDefinition {
  readonly procedure: Procedure;
  readonly optionSets: Readonly<Record<string, OptionSet>>;
  readonly agencies: Readonly<Record<string, Agency>>;
}
