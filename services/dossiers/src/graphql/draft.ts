import type { GraphContext } from '../context.js';
import { partyOf } from '../context.js';
import { mayUseDraft } from '../domain/access.js';
import type { Draft as StoredDraft } from '../domain/draft.js';
import { findNewerVersion } from '../use-cases/newer-version.js';
import { readDeliveryChosen, reviewDraft } from '../use-cases/review-draft.js';
import { findSimilarToDraft } from '../use-cases/similar-dossiers.js';
import { loadDossier } from './dossier.js';
import type { DraftResolvers } from './generated/resolvers.js';
import { toFee, toProblem } from './localized.js';

/** The viewer's own draft, read once for all fields of a request. */
export async function loadDraft(context: GraphContext, id: string): Promise<StoredDraft | null> {
  const draft = await context.loader('drafts', (ids: readonly string[]) => context.app.drafts.findMany(ids)).load(id);
  return draft !== null && mayUseDraft(partyOf(context.viewer), draft) ? draft : null;
}

export const Draft: DraftResolvers = {
  __resolveReference: ({ id }, context) => loadDraft(context, id),
  procedure: ({ procedureCode }) => ({ id: `prc_${procedureCode}` }),
  procedureVersion: ({ procedureCode, procedureVersion }) => ({ id: `prv_${procedureCode}@${procedureVersion}` }),
  office: ({ officeId }) => ({ id: officeId }),
  attachments: ({ attachments }) => [...attachments],
  deliveryMethod: async (draft, _, { app }) => (await readDeliveryChosen(app, draft)).method,
  destinationProvinceCode: async (draft, _, { app }) => (await readDeliveryChosen(app, draft)).destinationProvinceCode,
  async readiness(draft, _, { app }) {
    const { problems, warnings, papers, fees, feeTotalVnd, dueAt } = await reviewDraft(app, draft, app.clock.now());
    return {
      ready: problems.length === 0,
      problems: problems.map(toProblem),
      warnings: warnings.map(toProblem),
      papers: papers.map(({ key, nameVi, nameEn, required, provided, presentOnly }) => ({
        ...{ key, required, provided, presentOnly },
        name: { vi: nameVi, en: nameEn },
      })),
      fees: fees.map(toFee),
      feeTotalVnd,
      dueAt,
    };
  },
  async newerVersion(draft, _, { app }) {
    const version = await findNewerVersion(app, draft);
    return version === null ? null : { id: `prv_${draft.procedureCode}@${String(version)}` };
  },
  similarDossiers: async (draft, _, { app, viewer }) => [...(await findSimilarToDraft(app, partyOf(viewer), draft))],
  dossier: ({ submission }, _, context) => (submission === null ? null : loadDossier(context, submission.dossierId)),
};
