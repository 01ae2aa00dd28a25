import type { Context } from '../context.js';
import { nextSweepAfter } from '../domain/attachment.js';
import type { SweptFile } from '../file-stores.js';

const atOnce = 50;
const dayMs = 86_400_000;

/** Removes files that neither a draft nor a dossier names a day after they came, and what crashes left of uploads. */
export async function sweepFiles(context: Context, now: Date): Promise<void> {
  const { files } = context;
  for (const file of await files.listToSweep(now, atOnce)) {
    if (await isNamed(context, file)) await files.note(file.id, { sweepAt: nextSweepAfter(now) });
    else await files.remove(file.id);
  }
  await files.dropUnfinished(new Date(now.getTime() - dayMs), atOnce);
}

/** A dossier's file is told to be one before its draft may go (see finish-submission). */
async function isNamed({ drafts }: Context, { id, draftId, dossierId }: SweptFile): Promise<boolean> {
  if (dossierId !== null) return true;
  const draft = await drafts.find(draftId);
  return draft?.attachments.some(({ fileId }) => fileId === id) ?? false;
}
