import { adoptNewVersion } from '../use-cases/newer-version.js';
import { confirmAccessCode } from '../use-cases/confirm-access-code.js';
import { createResumeLink } from '../use-cases/create-resume-link.js';
import { discardDraft } from '../use-cases/discard-draft.js';
import { redeemReceipt } from '../use-cases/redeem-receipt.js';
import { requestAccessCode } from '../use-cases/request-access-code.js';
import { resumeDraft } from '../use-cases/resume-draft.js';
import type { MutationResolvers } from './generated/resolvers.js';

/** Coming back to a draft or a dossier, with and without an account. */
export const guestMutations = {
  discardDraft: (_, { input }, { app, viewer }) => discardDraft(app, viewer, input),
  adoptNewVersion: async (_, { input }, { app, viewer }) => ({ draft: await adoptNewVersion(app, viewer, input) }),
  createResumeLink: (_, { input }, { app, viewer }) => createResumeLink(app, viewer, input),
  resumeDraft: (_, { input }, { app, callerAddress }) => resumeDraft(app, callerAddress, input),
  requestAccessCode: (_, { input }, { app, viewer, callerAddress }) =>
    requestAccessCode(app, viewer, callerAddress, input),
  confirmAccessCode: (_, { input }, { app, callerAddress }) => confirmAccessCode(app, callerAddress, input),
  redeemReceipt: (_, { input }, { app, callerAddress }) => redeemReceipt(app, callerAddress, input),
} satisfies MutationResolvers;
