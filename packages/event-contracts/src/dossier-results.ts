import { z } from 'zod';
import { contract } from './contract.js';
import { dossierFields as about, dossierTopic as topic, sampleDossier as sample } from './dossiers.js';
import { Id, Instant } from './values.js';

const sampleDocument = { ...sample, documentId: 'res_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D.1' };

/** A result that was given out had a mistake; another document takes its place. */
export const DossierResultCorrected = contract({
  name: 'dossier.result-corrected',
  topic,
  schema: z.object({ ...about, documentId: Id, replacedBy: Id, correctedAt: Instant, reasonCode: Id }),
  sample: {
    ...sampleDocument,
    replacedBy: 'res_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D.2',
    correctedAt: '2026-12-05T03:00:00.000Z',
    reasonCode: 'CLERICAL_ERROR',
  },
});

/** A result that was given out holds no longer. */
export const DossierResultRevoked = contract({
  name: 'dossier.result-revoked',
  topic,
  schema: z.object({ ...about, documentId: Id, revokedAt: Instant, reasonCode: Id }),
  sample: { ...sampleDocument, revokedAt: '2026-12-05T03:00:00.000Z', reasonCode: 'ISSUED_CONTRARY_TO_LAW' },
});

/** The parcel was lost: the office gives a fresh copy, which goes out as another parcel. `copy` counts from 2. */
export const DossierResultReissued = contract({
  name: 'dossier.result-reissued',
  topic,
  schema: z.object({ ...about, reissuedAt: Instant, copy: z.int().min(2) }),
  sample: { ...sample, reissuedAt: '2026-12-10T03:00:00.000Z', copy: 2 },
});

/** The office was closed and another one took its dossiers over; `officeId` is the new one. */
export const DossierTransferred = contract({
  name: 'dossier.transferred',
  topic,
  schema: z.object({ ...about, previousOfficeId: Id, transferredAt: Instant }),
  sample: { ...sample, previousOfficeId: 'off_nguyen-trai', transferredAt: '2026-11-24T03:00:00.000Z' },
});
