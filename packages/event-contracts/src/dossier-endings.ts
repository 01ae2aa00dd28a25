import { z } from 'zod';
import { contract } from './contract.js';
import { dossierFields as about, dossierTopic as topic, sampleDossier as sample } from './dossiers.js';
import { Id, Instant, Sealed, sampleSealed } from './values.js';

export const DossierRescheduled = contract({
  name: 'dossier.rescheduled',
  topic,
  schema: z.object({ ...about, previousDueAt: Instant, dueAt: Instant, reasonCode: Id, slipNumber: z.string() }),
  sample: {
    ...sample,
    previousDueAt: '2026-12-01T10:00:00.000Z',
    dueAt: '2026-12-04T10:00:00.000Z',
    reasonCode: 'VERIFICATION_TAKES_LONGER',
    slipNumber: 'H26.153-261123-0001/04-1',
  },
});

/** The working calendar changed, and with it the promised date. */
export const DossierRecalculated = contract({
  name: 'dossier.recalculated',
  topic,
  schema: z.object({ ...about, previousDueAt: Instant, dueAt: Instant }),
  sample: { ...sample, previousDueAt: '2027-02-05T10:00:00.000Z', dueAt: '2027-02-08T10:00:00.000Z' },
});

export const DossierSigned = contract({
  name: 'dossier.signed',
  topic,
  schema: z.object({ ...about, signedAt: Instant, resultCodes: z.array(Id) }),
  sample: { ...sample, signedAt: '2026-11-30T03:00:00.000Z', resultCodes: ['KQ.G15.000031'] },
});

export const DossierRejected = contract({
  name: 'dossier.rejected',
  topic,
  schema: z.object({ ...about, rejectedAt: Instant, reasonCode: Id }),
  sample: { ...sample, rejectedAt: '2026-11-30T03:00:00.000Z', reasonCode: 'CONDITIONS_NOT_MET' },
});

export const DossierWithdrawn = contract({
  name: 'dossier.withdrawn',
  topic,
  schema: z.object({ ...about, withdrawnAt: Instant, afterReceipt: z.boolean() }),
  sample: { ...sample, withdrawnAt: '2026-11-24T03:00:00.000Z', afterReceipt: false },
});

/** After receipt a withdrawal waits for the leader, who gives the papers back and slip 05. */
export const DossierWithdrawalSettled = contract({
  name: 'dossier.withdrawal-settled',
  topic,
  schema: z.object({ ...about, settledAt: Instant, slipNumber: z.string() }),
  sample: { ...sample, settledAt: '2026-11-25T03:00:00.000Z', slipNumber: 'H26.153-261123-0001/05-1' },
});

export const DossierStopped = contract({
  name: 'dossier.stopped',
  topic,
  schema: z.object({ ...about, stoppedAt: Instant, reasonCode: Id, slipNumber: z.string().optional() }),
  sample: { ...sample, stoppedAt: '2026-12-26T03:00:00.000Z', reasonCode: 'NO_ANSWER_TO_SUPPLEMENT_REQUEST' },
});

/** Signed and nothing owed: the result may leave the office. */
export const DossierResultReady = contract({
  name: 'dossier.result-ready',
  topic,
  schema: z.object({ ...about, readyAt: Instant, deliveryMethod: z.enum(['DESK', 'POST', 'ELECTRONIC']) }),
  sample: { ...sample, readyAt: '2026-11-30T03:00:00.000Z', deliveryMethod: 'POST' },
});

export const DossierResultHandedOver = contract({
  name: 'dossier.result-handed-over',
  topic,
  schema: z.object({ ...about, handedOverAt: Instant, by: z.enum(['DESK', 'POST', 'ELECTRONIC']) }),
  sample: { ...sample, handedOverAt: '2026-12-02T03:00:00.000Z', by: 'POST' },
});

export const DossierClosed = contract({
  name: 'dossier.closed',
  topic,
  schema: z.object({
    ...about,
    closedAt: Instant,
    outcome: z.enum(['HANDED_OVER', 'DECLINED', 'REJECTED', 'WITHDRAWN', 'STOPPED']),
  }),
  sample: { ...sample, closedAt: '2026-12-02T03:00:01.000Z', outcome: 'HANDED_OVER' },
});

/**
 * A one-time code that opens the dossier. Sealed for notifications: `code` (digits) and `expiresAt` (ISO 8601). It goes out on
 * the channel that was asked for, or not at all.
 */
export const DossierAccessCodeRequested = contract({
  name: 'dossier.access-code-requested',
  topic,
  schema: z.object({ ...about, requestedAt: Instant, channel: z.enum(['SMS', 'EMAIL']), sealedCode: Sealed }),
  sample: { ...sample, requestedAt: '2026-11-24T03:00:00.000Z', channel: 'SMS', sealedCode: sampleSealed },
});

/** Personal data of a closed dossier was destroyed; whoever holds a part of it (contact, address) destroys it too. */
export const DossierErased = contract({
  name: 'dossier.erased',
  topic,
  schema: z.object({ ...about, erasedAt: Instant, reasonCode: Id }),
  sample: { ...sample, erasedAt: '2031-12-02T03:00:00.000Z', reasonCode: 'RETENTION_ENDED' },
});
