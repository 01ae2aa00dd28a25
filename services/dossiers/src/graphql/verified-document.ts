import type { GraphContext } from '../context.js';
import type { ResultDocument } from '../domain/dossier.js';
import type { ResultProof, ShownDocument } from '../domain/signed-document.js';
import { findResultsToday } from '../use-cases/result-today.js';
import type { VerifiedDocumentResolvers } from './generated/resolvers.js';

export const VerifiedDocument: VerifiedDocumentResolvers = {
  procedure: ({ procedure }) => ({ id: `prc_${procedure}` }),
  office: ({ office }) => ({ id: office }),
  issuedAt: ({ issuedAt }) => new Date(issuedAt),
  number: (document) => (document.kind === 'SLIP' ? document.number : null),
  form: (document) => (document.kind === 'SLIP' ? document.form : null),
  dueAt: (document) => (document.kind === 'SLIP' && document.dueAt !== undefined ? new Date(document.dueAt) : null),
  digest: (document) => (document.kind === 'SUBMISSION_SLIP' ? null : document.digest),
  document: (document) => (document.kind === 'RESULT' ? document.document : null),
  resultCode: (document) => (document.kind === 'RESULT' ? document.resultCode : null),
  resultStatus: async (document, _, context) => (await today(document, context))?.status ?? null,
  async endedAt(document, _, context) {
    const result = await today(document, context);
    return result !== null && 'endedAt' in result ? result.endedAt : null;
  },
  async replacedBy(document, _, context) {
    const result = await today(document, context);
    return result !== null && 'replacedBy' in result ? result.replacedBy : null;
  },
};

/** Read once for all fields of a request. */
function today(document: ShownDocument, context: GraphContext): Promise<ResultDocument | null> {
  if (document.kind !== 'RESULT') return Promise.resolve(null);
  return context
    .loader('results today', (proofs: readonly ResultProof[]) => findResultsToday(context.app, proofs))
    .load(document);
}
