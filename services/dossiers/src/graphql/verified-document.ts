import type { VerifiedDocumentResolvers } from './generated/resolvers.js';

export const VerifiedDocument: VerifiedDocumentResolvers = {
  procedure: ({ procedure }) => ({ id: `prc_${procedure}` }),
  office: ({ office }) => ({ id: office }),
  issuedAt: ({ issuedAt }) => new Date(issuedAt),
  number: (document) => (document.kind === 'SLIP' ? document.number : null),
  form: (document) => (document.kind === 'SLIP' ? document.form : null),
  dueAt: (document) => (document.kind === 'SLIP' && document.dueAt !== undefined ? new Date(document.dueAt) : null),
  digest: (document) => (document.kind === 'SUBMISSION_SLIP' ? null : document.digest),
};
