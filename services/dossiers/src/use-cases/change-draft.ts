import { Fault } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { mayUseDraft, requireFiler } from '../domain/access.js';
import { changedDraft, draftNotFound, requireOpen, type Draft, type DraftChange } from '../domain/draft.js';
import type { Party } from '../domain/party.js';
import type { Asking } from './asking.js';

const attempts = 12;

/** The viewer's own draft; DRAFT_NOT_FOUND for anybody else's as for none. */
export async function getOwnDraft({ drafts }: Context, party: Party, draftId: string): Promise<Draft> {
  requireFiler(party);
  const draft = await drafts.find(draftId);
  if (draft === null || !mayUseDraft(party, draft)) throw draftNotFound();
  return draft;
}

/** Changes a draft once per request, whatever other devices do meanwhile; a repeated request answers with the draft as it is. */
export async function changeDraft(
  context: Context,
  { party, cause, at }: Asking,
  draftId: string,
  change: (draft: Draft) => DraftChange,
): Promise<Draft> {
  requireFiler(party);
  await context.registerRequest(cause);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const draft = await getOwnDraft(context, party, draftId);
    if (draft.requests.includes(cause.id)) return draft;
    // A submitted draft is refused before the change is worked out.
    requireOpen(draft);
    const next = changedDraft(draft, change(draft), cause.id, at);
    if (await context.drafts.replace(next, draft.revision)) return next;
  }
  throw new Fault('CONTENDED', `draft ${draftId} lost ${String(attempts)} races in a row`);
}
