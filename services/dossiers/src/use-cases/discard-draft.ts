import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { requireFiler } from '../domain/access.js';
import { draftNotFound, requireOpen } from '../domain/draft.js';
import { askingBy, type Asking } from './asking.js';
import { getOwnDraft } from './change-draft.js';

interface DiscardDraft {
  readonly requestId: string;
  readonly draftId: string;
}

/** So long the request may be repeated and answered. */
const rememberedMs = 86_400_000;
const attempts = 3;

/** Empties the draft in one write, then removes its files; what a crash leaves of them goes with the timer of drafts. */
export async function discardDraft(
  context: Context,
  viewer: Viewer,
  input: DiscardDraft,
): Promise<{ readonly draftId: string }> {
  const { draftId } = input;
  await empty(context, askingBy(context, viewer, input.requestId, input), draftId);
  for (const fileId of await context.files.listOf(draftId)) await context.files.remove(fileId);
  return { draftId };
}

async function empty(context: Context, { party, cause, at }: Asking, draftId: string): Promise<void> {
  requireFiler(party);
  const until = new Date(at.getTime() + rememberedMs);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if ((await context.drafts.discardedBy(draftId)) === cause.id) return;
    requireOpen(await getOwnDraft(context, party, draftId));
    await context.registerRequest(cause);
    if (await context.drafts.discard(draftId, { requestId: cause.id, until })) return;
    // Submitted, or thrown away by another request, between the two: looked at once more.
  }
  throw draftNotFound();
}
