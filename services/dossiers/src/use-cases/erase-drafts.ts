import type { Context } from '../context.js';
import type { Draft } from '../domain/draft.js';

const atOnce = 50;

/** Erases drafts whose time is over, with every file that came in for them; what a dossier took over stays. */
export async function eraseDrafts(context: Context, now: Date): Promise<void> {
  for (const draft of await context.drafts.listExpired(now, atOnce)) await erase(context, draft);
}

async function erase({ files, drafts, draftNotices }: Context, draft: Draft): Promise<void> {
  if (draft.submission?.finished === false) return; // the timer of submissions comes first
  if (!(await draftNotices.forget(draft.id))) return; // its owner was not told yet; the next beat comes back
  const taken = new Set(draft.submission === null ? [] : draft.attachments.map(({ fileId }) => fileId));
  for (const fileId of await files.listOf(draft.id)) if (!taken.has(fileId)) await files.remove(fileId);
  await drafts.remove(draft.id);
}
