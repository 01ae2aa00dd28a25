import { z } from 'zod';
import { contract } from './contract.js';
import { Id, Instant, Sealed, sampleSealed } from './values.js';

/** A draft will be erased soon and nobody touched it; said only where a phone or an e-mail was answered. */
export const DraftExpiryApproaching = contract({
  name: 'draft.expiry-approaching',
  topic: 'draft.v1',
  schema: z.object({
    draftId: Id,
    procedureCode: Id,
    officeId: Id,
    expiresAt: Instant,
    /** Sealed for notifications: name, phone, e-mail, language and `resumeUrl`, a link for the e-mail alone (null without one). */
    sealedContact: Sealed,
  }),
  sample: {
    draftId: 'drf_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D',
    procedureCode: '2.000986',
    officeId: 'off_ha-dong',
    expiresAt: '2026-12-23T02:00:00.000Z',
    sealedContact: sampleSealed,
  },
});
