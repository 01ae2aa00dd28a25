import type { VerifiedDocumentResolvers } from './generated/resolvers.js';

export const VerifiedDocument: VerifiedDocumentResolvers = {
  procedure: ({ procedure }) => ({ id: `prc_${procedure}` }),
  office: ({ office }) => ({ id: office }),
  issuedAt: ({ issuedAt }) => new Date(issuedAt),
};
