import { collectResult } from '../use-cases/collect-result.js';
import { handOverResult } from '../use-cases/hand-over-result.js';
import { prepareCorrection } from '../use-cases/prepare-correction.js';
import { prepareResult } from '../use-cases/prepare-result.js';
import { reissueResult } from '../use-cases/reissue-result.js';
import { revokeResult } from '../use-cases/revoke-result.js';
import { signCorrection } from '../use-cases/sign-correction.js';
import { signResult } from '../use-cases/sign-result.js';
import type { MutationResolvers } from './generated/resolvers.js';

/** The result as a document: prepared, signed, corrected, revoked, and how it leaves the office. */
export const resultMutations = {
  prepareResult: async (_, { input }, { app, viewer }) => ({ dossier: await prepareResult(app, viewer, input) }),
  signResult: async (_, { input }, { app, viewer }) => ({ dossier: await signResult(app, viewer, input) }),
  prepareCorrection: async (_, { input }, { app, viewer }) => ({
    dossier: await prepareCorrection(app, viewer, input),
  }),
  signCorrection: async (_, { input }, { app, viewer }) => ({ dossier: await signCorrection(app, viewer, input) }),
  revokeResult: async (_, { input }, { app, viewer }) => ({ dossier: await revokeResult(app, viewer, input) }),
  handOverResult: async (_, { input }, { app, viewer }) => ({ dossier: await handOverResult(app, viewer, input) }),
  collectResult: async (_, { input }, { app, viewer }) => ({ dossier: await collectResult(app, viewer, input) }),
  reissueResult: async (_, { input }, { app, viewer }) => ({ dossier: await reissueResult(app, viewer, input) }),
} satisfies MutationResolvers;
