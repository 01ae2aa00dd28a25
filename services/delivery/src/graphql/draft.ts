import { quotePostage } from '../use-cases/quote-postage.js';
import type { DraftResolvers } from './generated/resolvers.js';

/** What this service adds to a draft: a price from what the draft says, which is all it needs to know of it. */
export const Draft: DraftResolvers = {
  __resolveReference: (reference) => reference,
  postage({ destinationProvinceCode, office }, _, { app }) {
    if (destinationProvinceCode == null || office == null) return null;
    return quotePostage(app, { officeId: office.id, toProvinceCode: destinationProvinceCode });
  },
};
