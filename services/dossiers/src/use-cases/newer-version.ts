import { Refusal, type Viewer } from '@motcua/service-kit';
import { dayInVietnam } from '@motcua/vietnam';
import type { Context } from '../context.js';
import type { Draft } from '../domain/draft.js';
import { askingBy } from './asking.js';
import { changeDraft, getOwnDraft } from './change-draft.js';

interface AdoptNewVersion {
  readonly requestId: string;
  readonly draftId: string;
}

/** The version in force today, where it is newer than the one the draft is pinned to. */
export async function findNewerVersion(
  { catalogue, clock }: Context,
  draft: Pick<Draft, 'procedureCode' | 'procedureVersion'>,
): Promise<number | null> {
  const inForce = await catalogue.findInForce(draft.procedureCode, dayInVietnam(clock.now()));
  const version = inForce?.procedure.version ?? 0;
  return version > draft.procedureVersion ? version : null;
}

/** The answers stay as they are; the new version judges them anew. */
export async function adoptNewVersion(context: Context, viewer: Viewer, input: AdoptNewVersion): Promise<Draft> {
  const asking = askingBy(context, viewer, input.requestId, input);
  const newer = await findNewerVersion(context, await getOwnDraft(context, asking.party, input.draftId));
  return changeDraft(context, asking, input.draftId, ({ procedureVersion }) => {
    if (newer === null || newer <= procedureVersion) {
      throw new Refusal('NO_NEWER_VERSION', 'The draft is at the version that is in force.');
    }
    return { procedureVersion: newer };
  });
}
