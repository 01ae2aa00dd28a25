import { nextStepsFor } from '../domain/next-steps.js';
import { fileAtDesk } from '../use-cases/file-at-desk.js';
import { handOutSlip } from '../use-cases/give-slip.js';
import { loadDossier } from './dossier.js';
import type { MutationResolvers } from './generated/resolvers.js';
import { localized, toProblem } from './localized.js';

/** What the desk files on behalf of somebody. */
export const deskFiling = {
  async fileAtDesk(_, { input }, context) {
    const { app, viewer, language } = context;
    const filed = await fileAtDesk(app, viewer, { papersOnPaper: [], ...input, language });
    const dossier = 'dossier' in filed ? await loadDossier(context, filed.dossier.id) : null;
    return {
      dossier,
      problems: filed.problems.map(toProblem),
      nextSteps: dossier === null ? [] : nextStepsFor(dossier.state).map(localized),
      submissionSlip: dossier === null ? null : await handOutSlip(app, dossier.stored, language),
    };
  },
} satisfies MutationResolvers;
