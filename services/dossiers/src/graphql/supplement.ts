import { partyOf } from '../context.js';
import { answerSupplement } from '../use-cases/answer-supplement.js';
import { attachSupplementFile } from '../use-cases/attach-supplement-file.js';
import { readItems, readSupplementFiles } from '../use-cases/read-supplements.js';
import { removeSupplementFile } from '../use-cases/remove-supplement-file.js';
import { requestSupplement } from '../use-cases/request-supplement.js';
import type { MutationResolvers, SupplementRequestResolvers } from './generated/resolvers.js';
import { toProblem } from './localized.js';

/** Asking the applicant for more, and their answer. */
export const supplementMutations = {
  requestSupplement: async (_, { input }, { app, viewer }) => ({
    dossier: await requestSupplement(app, viewer, input),
  }),
  attachSupplementFile: (_, { input }, { app, viewer }) => attachSupplementFile(app, viewer, input),
  removeSupplementFile: async (_, { input }, { app, viewer }) => ({
    dossier: await removeSupplementFile(app, viewer, input),
  }),
  async answerSupplement(_, { input }, { app, viewer }) {
    const answered = await answerSupplement(app, viewer, input);
    return {
      dossier: 'dossier' in answered ? answered.dossier : null,
      problems: answered.problems.map(toProblem),
    };
  },
} satisfies MutationResolvers;

/** Who may know of it is asked where a dossier's requests are listed. */
export const SupplementRequest: SupplementRequestResolvers = {
  id: ({ request }) => request.id,
  stage: ({ request }) => request.stage,
  items: async (supplement, _, { app }) =>
    (await readItems(app, supplement)).map(({ name, reason, ...item }) => ({
      ...item,
      name: { ...name },
      reason: { ...reason },
    })),
  requestedAt: ({ request }) => request.requestedAt,
  answerBy: ({ request }) => request.answerBy,
  slipNumber: ({ request }) => request.slipNumber,
  previousDueAt: ({ request }) => request.previousDueAt,
  answeredAt: ({ request }) => request.answered?.at ?? null,
  dueAt: ({ request }) => request.answered?.dueAt ?? null,
  files: async (supplement, _, { app, viewer }) => [...(await readSupplementFiles(app, partyOf(viewer), supplement))],
};
