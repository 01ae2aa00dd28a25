import type { GraphContext } from '../context.js';
import type { DraftProblem } from '../domain/drafted-definition.js';
import type { PreparedDraft } from '../domain/procedure-draft.js';
import { compareDraft, type VersionDifference } from '../use-cases/compare-versions.js';
import { readProblems, readSource } from '../use-cases/draft-texts.js';
import type { StoredDraft } from '../use-cases/find-drafts.js';
import type { ProcedureDraftResolvers, ProcedureDraftState, ResolversTypes } from './generated/resolvers.js';

export const ProcedureDraft: ProcedureDraftResolvers = {
  state: ({ state }) => stateNames[state.status],
  procedureCode: ({ state }) => state.procedureCode,
  versionNumber: ({ state }) => state.version,
  definition: async ({ state }, _, { app }) => (await readSource(app.texts, state.sourceHash)).definition,
  draftedAt: ({ state }) => state.draftedAt,
  checkedAt: ({ state }) => ('checkedAt' in state ? state.checkedAt : null),
  problems: async (draft, _, context) => [...(await problemsOf(context, draft))],
  async difference(draft, _, { app }) {
    const found = await compareDraft(app, draft);
    return found === null ? null : toDifference(found);
  },
};

/** One that is being published is so within moments; one that was replaced is found by nobody. */
const stateNames: Readonly<Record<PreparedDraft['status'], ProcedureDraftState>> = {
  DRAFT: 'DRAFT',
  CHECKED: 'CHECKED',
  PUBLISHING: 'CHECKED',
  PUBLISHED: 'PUBLISHED',
  REPLACED: 'DRAFT',
};

/** A draft as a mutation answers it. */
export async function toPayload(
  context: GraphContext,
  draft: StoredDraft,
): Promise<{ readonly draft: StoredDraft; readonly problems: DraftProblem[] }> {
  return { draft, problems: [...(await problemsOf(context, draft))] };
}

function problemsOf({ app }: GraphContext, { state }: StoredDraft): Promise<readonly DraftProblem[]> {
  return readProblems(app.texts, state.problemsHash);
}

export function toDifference({
  changes,
  ...versions
}: VersionDifference): Awaited<ResolversTypes['VersionDifference']> {
  return { ...versions, changes: [...changes] };
}
