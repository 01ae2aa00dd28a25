import { z } from 'zod';
import { contract } from './contract.js';
import { AmountVnd, Id, Instant, Sealed, sampleSealed } from './values.js';

const topic = 'dossier.v1';

/** What every event about a dossier carries; no personal data. */
const about = { dossierId: Id, code: Id, procedureCode: Id, procedureVersion: z.int().positive(), officeId: Id };
const sampleAbout = {
  dossierId: 'dos_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D',
  code: 'H26.153-261123-0001',
  procedureCode: '2.000986',
  procedureVersion: 1,
  officeId: 'off_ha-dong',
};

export const FeeItem = z.object({
  key: Id,
  nameVi: z.string(),
  nameEn: z.string().optional(),
  amountVnd: AmountVnd,
  quantity: z.int().positive(),
  totalVnd: AmountVnd,
});
export type FeeItem = z.infer<typeof FeeItem>;

export const DossierSubmitted = contract({
  name: 'dossier.submitted',
  topic,
  schema: z.object({
    ...about,
    /** Tells whether a signed-in citizen is the applicant; derived from their account, opens nothing by itself. */
    applicantKey: Id,
    submittedAt: Instant,
    channel: z.enum(['ONLINE', 'DESK']),
    fees: z.array(FeeItem),
    feeTotalVnd: AmountVnd,
    /** POST: delivery quotes and sends to `sealedAddress` (sealed for delivery: name, phone, address). */
    delivery: z.discriminatedUnion('method', [
      z.object({ method: z.literal('DESK') }),
      z.object({ method: z.literal('ELECTRONIC') }),
      z.object({ method: z.literal('POST'), sealedAddress: Sealed }),
    ]),
    /** Sealed for notifications: name, phone, e-mail, language. */
    sealedContact: Sealed,
  }),
  sample: {
    ...sampleAbout,
    applicantKey: 'apk_3f9c1e7ab2',
    submittedAt: '2026-11-23T02:00:00.000Z',
    channel: 'ONLINE',
    fees: [
      { key: 'extractCopy', nameVi: 'Phí cấp bản sao Giấy khai sinh', amountVnd: 8000, quantity: 3, totalVnd: 24000 },
    ],
    feeTotalVnd: 24000,
    delivery: { method: 'POST', sealedAddress: sampleSealed },
    sealedContact: sampleSealed,
  },
});

export const DossierReceived = contract({
  name: 'dossier.received',
  topic,
  schema: z.object({ ...about, receivedAt: Instant, dueAt: Instant, slipNumber: z.string() }),
  sample: {
    ...sampleAbout,
    receivedAt: '2026-11-23T03:00:00.000Z',
    dueAt: '2026-12-01T10:00:00.000Z',
    slipNumber: 'H26.153-261123-0001/01-1',
  },
});

export const DossierDeclined = contract({
  name: 'dossier.declined',
  topic,
  schema: z.object({ ...about, declinedAt: Instant, reasonCode: Id, slipNumber: z.string() }),
  sample: {
    ...sampleAbout,
    declinedAt: '2026-11-23T03:00:00.000Z',
    reasonCode: 'NOT_THIS_OFFICE',
    slipNumber: 'H26.153-261123-0001/03-1',
  },
});

const SupplementItem = z.object({ subject: z.enum(['FIELD', 'PAPER']), key: Id, reasonCode: Id });

export const DossierSupplementRequested = contract({
  name: 'dossier.supplement-requested',
  topic,
  schema: z.object({
    ...about,
    supplementRequestId: Id,
    requestedAt: Instant,
    answerBy: Instant,
    items: z.array(SupplementItem).min(1),
    slipNumber: z.string(),
  }),
  sample: {
    ...sampleAbout,
    supplementRequestId: 'sup_1',
    requestedAt: '2026-11-25T03:00:00.000Z',
    answerBy: '2026-12-25T10:00:00.000Z',
    items: [{ subject: 'PAPER', key: 'birthNotification', reasonCode: 'UNREADABLE' }],
    slipNumber: 'H26.153-261123-0001/02-1',
  },
});

export const DossierSupplemented = contract({
  name: 'dossier.supplemented',
  topic,
  schema: z.object({
    ...about,
    supplementRequestId: Id,
    answeredAt: Instant,
    previousDueAt: Instant.optional(),
    dueAt: Instant.optional(),
    /** What is owed as answered now, where the answers changed it. */
    fees: z.array(FeeItem).optional(),
    feeTotalVnd: AmountVnd.optional(),
  }),
  sample: {
    ...sampleAbout,
    supplementRequestId: 'sup_1',
    answeredAt: '2026-11-27T03:00:00.000Z',
    previousDueAt: '2026-12-01T10:00:00.000Z',
    dueAt: '2026-12-03T10:00:00.000Z',
  },
});

/** Said once, some days before the office may stop the dossier. */
export const DossierSupplementReminded = contract({
  name: 'dossier.supplement-reminded',
  topic,
  schema: z.object({ ...about, supplementRequestId: Id, remindedAt: Instant, answerBy: Instant }),
  sample: {
    ...sampleAbout,
    supplementRequestId: 'sup_1',
    remindedAt: '2026-12-18T03:00:00.000Z',
    answerBy: '2026-12-25T10:00:00.000Z',
  },
});

export { sampleAbout as sampleDossier, about as dossierFields, topic as dossierTopic };
