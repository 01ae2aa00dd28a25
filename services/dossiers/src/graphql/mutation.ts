import { attachFile } from '../use-cases/attach-file.js';
import { chooseDelivery } from '../use-cases/choose-delivery.js';
import { completeStep } from '../use-cases/complete-step.js';
import { receiveDossier } from '../use-cases/receive-dossier.js';
import { eraseDossier } from '../use-cases/erase-dossier.js';
import { removeAttachment } from '../use-cases/remove-attachment.js';
import { saveAnswers } from '../use-cases/save-answers.js';
import { startDraft } from '../use-cases/start-draft.js';
import { submitDossier } from '../use-cases/submit-dossier.js';
import { nextStepsFor } from '../domain/next-steps.js';
import { tokenLivesMs } from '../domain/guest.js';
import { grantAccess } from '../use-cases/grant-access.js';
import { deskFiling } from './desk-filing.js';
import { loadDossier } from './dossier.js';
import { deskMutations } from './desk-mutation.js';
import type { MutationResolvers } from './generated/resolvers.js';
import { guestMutations } from './guest-mutation.js';
import { localized, toProblem } from './localized.js';
import { resultMutations } from './result-mutation.js';
import { supplementMutations } from './supplement.js';

export const Mutation: MutationResolvers = {
  ...guestMutations,
  ...deskFiling,
  ...deskMutations,
  ...resultMutations,
  ...supplementMutations,
  startDraft: (_, { input }, { app, viewer, callerAddress: address, language }) =>
    startDraft(app, viewer, { address, language }, input),
  async saveAnswers(_, { input }, { app, viewer }) {
    const { draft, replaced } = await saveAnswers(app, viewer, input);
    return { draft, replaced: [...replaced] };
  },
  attachFile: (_, { input }, { app, viewer }) => attachFile(app, viewer, input),
  removeAttachment: async (_, { input }, { app, viewer }) => ({ draft: await removeAttachment(app, viewer, input) }),
  async chooseDelivery(_, { input: { receiver, ...input } }, { app, viewer }) {
    const to =
      receiver === null || receiver === undefined
        ? null
        : { ...receiver, address: { ...receiver.address, countryCode: receiver.address.countryCode ?? 'VN' } };
    return { draft: await chooseDelivery(app, viewer, { ...input, receiver: to }) };
  },
  async submitDossier(_, { input }, context) {
    const { app, viewer, language } = context;
    const submitted = await submitDossier(app, viewer, { ...input, language });
    const dossier = 'dossier' in submitted ? await loadDossier(context, submitted.dossier.id) : null;
    const nextSteps = dossier === null ? [] : nextStepsFor(dossier.state).map(localized);
    return {
      dossier,
      problems: submitted.problems.map(toProblem),
      nextSteps,
      access:
        viewer.kind === 'guest' && dossier !== null ? await grantAccess(app, dossier.id, tokenLivesMs.dossier) : null,
    };
  },
  eraseDossier: (_, { input }, { app, viewer }) => eraseDossier(app, viewer, input),
  receiveDossier: async (_, { input }, { app, viewer }) => ({ dossier: await receiveDossier(app, viewer, input) }),
  completeStep: async (_, { input }, { app, viewer }) => ({ dossier: await completeStep(app, viewer, input) }),
};
