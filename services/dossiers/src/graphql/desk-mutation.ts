import { assignDossier } from '../use-cases/assign-dossier.js';
import { declineDossier } from '../use-cases/decline-dossier.js';
import { dismissProposal } from '../use-cases/dismiss-proposal.js';
import { proposeDecline } from '../use-cases/propose-decline.js';
import { proposeRejection } from '../use-cases/propose-rejection.js';
import { rejectDossier } from '../use-cases/reject-dossier.js';
import { reschedule } from '../use-cases/reschedule.js';
import { restartStep } from '../use-cases/restart-step.js';
import { returnPapers } from '../use-cases/return-papers.js';
import { returnStep } from '../use-cases/return-step.js';
import { settleWithdrawal } from '../use-cases/settle-withdrawal.js';
import { stopDossier } from '../use-cases/stop-dossier.js';
import { withdrawDossier } from '../use-cases/withdraw-dossier.js';
import { takeOverDossier } from '../use-cases/take-over-dossier.js';
import type { MutationResolvers } from './generated/resolvers.js';

/** Whose a dossier is, and what ends it, moves its date or sends its work back. */
export const deskMutations = {
  takeOverDossier: async (_, { input }, { app, viewer }) => ({ dossier: await takeOverDossier(app, viewer, input) }),
  assignDossier: async (_, { input }, { app, viewer }) => ({ dossier: await assignDossier(app, viewer, input) }),
  proposeDecline: async (_, { input }, { app, viewer }) => ({ dossier: await proposeDecline(app, viewer, input) }),
  declineDossier: async (_, { input }, { app, viewer }) => ({ dossier: await declineDossier(app, viewer, input) }),
  proposeRejection: async (_, { input }, { app, viewer }) => ({ dossier: await proposeRejection(app, viewer, input) }),
  rejectDossier: async (_, { input }, { app, viewer }) => ({ dossier: await rejectDossier(app, viewer, input) }),
  dismissProposal: async (_, { input }, { app, viewer }) => ({ dossier: await dismissProposal(app, viewer, input) }),
  returnStep: async (_, { input }, { app, viewer }) => ({ dossier: await returnStep(app, viewer, input) }),
  restartStep: async (_, { input }, { app, viewer }) => ({ dossier: await restartStep(app, viewer, input) }),
  reschedule: async (_, { input }, { app, viewer }) => ({ dossier: await reschedule(app, viewer, input) }),
  withdrawDossier: async (_, { input }, { app, viewer }) => ({ dossier: await withdrawDossier(app, viewer, input) }),
  settleWithdrawal: async (_, { input }, { app, viewer }) => ({ dossier: await settleWithdrawal(app, viewer, input) }),
  stopDossier: async (_, { input }, { app, viewer }) => ({ dossier: await stopDossier(app, viewer, input) }),
  returnPapers: async (_, { input }, { app, viewer }) => ({ dossier: await returnPapers(app, viewer, input) }),
} satisfies MutationResolvers;
