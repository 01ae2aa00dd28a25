import { partyOf } from '../context.js';
import { linkToResult, nameResult, proveResult } from '../use-cases/read-results.js';
import type { ResultDocumentResolvers } from './generated/resolvers.js';

/** Who may know of it is asked where a dossier's results are listed. */
export const ResultDocument: ResultDocumentResolvers = {
  id: ({ document }) => document.id,
  resultCode: ({ document }) => document.resultCode,
  name: (result, _, { app }) => nameResult(app, result).then((name) => ({ ...name })),
  copies: ({ document }) => document.copies,
  status: ({ document }) => document.status,
  preparedAt: ({ document }) => document.preparedAt,
  signedAt: ({ document }) => ('signedAt' in document ? document.signedAt : null),
  endedAt: ({ document }) => ('endedAt' in document ? document.endedAt : null),
  endReasonCode: ({ document }) => ('reasonCode' in document ? document.reasonCode : null),
  corrects: ({ document }) => document.corrects?.documentId ?? null,
  replacedBy: ({ document }) => ('replacedBy' in document ? document.replacedBy : null),
  downloadPath: (result, _, { app, viewer }) => linkToResult(app, partyOf(viewer), result),
  qrText: (result, _, { app }) => proveResult(app, result),
};
