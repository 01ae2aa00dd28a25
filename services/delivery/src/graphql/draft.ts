import { quotePostage } from '../use-cases/quote-postage.js';
import type { DraftResolvers } from './generated/resolvers.js';

/** What this service adds to a draft: a price from what the draft says, which is all it needs to know of it. */
export const Draft: DraftResolvers = {
  __resolveReference: (reference) => reference,
  postage({ destinationProvinceCode, office, readiness }, _, { app }) {
    // The draft says nothing of a way it was not given.
    if (typeof destinationProvinceCode !== 'string' || !office) return null;
    const quantities = readiness.fees.map(({ quantity }) => quantity);
    return quotePostage(app, { officeId: office.id, toProvinceCode: destinationProvinceCode, quantities });
  },
};
