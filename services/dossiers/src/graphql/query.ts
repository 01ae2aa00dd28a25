import { listDeskQueue } from '../use-cases/list-desk-queue.js';
import { giveRegister } from '../use-cases/give-register.js';
import { listMyDossiers, listMyDrafts, type Listed } from '../use-cases/list-dossiers.js';
import { sumUpDesk } from '../use-cases/sum-up-desk.js';
import { trackDossier } from '../use-cases/track-dossier.js';
import { verifyDocument } from '../use-cases/verify-document.js';
import { toDeskFilter, toDeskSummary } from './desk.js';
import { loadDossier } from './dossier.js';
import { loadDraft } from './draft.js';
import type { QueryResolvers } from './generated/resolvers.js';

export const Query: QueryResolvers = {
  captchaChallenge: (_, __, { app }) => app.captcha.issue(),
  draft: (_, { id }, context) => loadDraft(context, id),
  myDrafts: async (_, page, { app, viewer }) => toConnection(await listMyDrafts(app, viewer, page)),
  dossier: (_, { id }, context) => loadDossier(context, id),
  myDossiers: async (_, page, { app, viewer }) => toConnection(await listMyDossiers(app, viewer, page)),
  trackDossier: (_, { code }, { app, callerAddress }) => trackDossier(app, callerAddress, code),
  deskRegister: (_, period, { app, viewer, language }) => giveRegister(app, viewer, period, language),
  verifyDocument: (_, { token }, { app }) => verifyDocument(app, token),
  async deskQueue(_, { filter, ...asked }, { app, viewer }) {
    return toConnection(await listDeskQueue(app, viewer, { ...asked, filter: toDeskFilter(filter ?? {}) }));
  },
  deskSummary: async (_, __, { app, viewer }) => toDeskSummary(await sumUpDesk(app, viewer)),
};

function toConnection<Item>({ nodes, hasNextPage, endCursor }: Listed<Item>) {
  return { nodes: [...nodes], pageInfo: { hasNextPage, endCursor } };
}
