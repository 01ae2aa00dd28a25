import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { beginPublication, versionTaken, type ProcedureDraftState } from '../domain/procedure-draft.js';
import type { PublishedVersion } from '../domain/published-version.js';
import { versionIdOf } from '../domain/version.js';
import { askAsAdmin, type Asking } from './asking.js';
import { findVersions } from './find-procedures.js';
import { finishDraft } from './finish-drafts.js';

interface PublishVersion {
  readonly requestId: string;
  readonly draftId: string;
  readonly effectiveFrom: string;
}

/**
 * Publishes a checked draft: the intent is stored first and then done, so a crash between leaves what a timer finishes.
 * @throws Refusal as the mutation lists them
 */
export async function publishDraft(context: Context, viewer: Viewer, input: PublishVersion): Promise<PublishedVersion> {
  const asking = await askAsAdmin(context, viewer, 'publishProcedureVersion', { ...input });
  const { stores } = context;
  const { draftId, effectiveFrom } = input;
  await context.follow();
  await stores.drafts.execute(draftId, asking.cause, (state) => begin(context, asking, state, effectiveFrom));
  await finishDraft(context, draftId);
  await context.follow();
  return published(context, (await stores.drafts.find(draftId))?.state);
}

function begin(
  context: Context,
  { admin, today }: Asking,
  state: ProcedureDraftState,
  effectiveFrom: string,
): ReturnType<typeof beginPublication> {
  const code = state.status === 'CHECKED' ? state.procedureCode : '';
  const versions = findVersions(context, code);
  return beginPublication(state, {
    ...{ admin, effectiveFrom, today },
    published: versions.map(({ version }) => version),
    retiredFrom: versions[0]?.retiredFrom ?? null,
  });
}

function published({ catalogue }: Context, state: ProcedureDraftState | undefined): PublishedVersion {
  if (state?.status === 'CHECKED') throw versionTaken(state.procedureCode, state.version);
  if (state?.status !== 'PUBLISHED') throw new Error('a publication was begun and not finished');
  const id = versionIdOf(state.procedureCode, state.version);
  const found = catalogue.versions.find((version) => version.id === id);
  if (found === undefined) throw new Error(`${id} was published and not read`);
  return found;
}
