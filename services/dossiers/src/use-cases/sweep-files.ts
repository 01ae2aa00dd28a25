import type { Context } from '../context.js';
import { nextSweepAfter } from '../domain/attachment.js';
import { needOf } from '../domain/result-files.js';
import type { SweptFile } from '../file-stores.js';

const atOnce = 50;
const dayMs = 86_400_000;

/** Removes files that neither a draft nor a dossier names a day after they came, and what crashes left of uploads. */
export async function sweepFiles(context: Context, now: Date): Promise<void> {
  const { files } = context;
  for (const file of await files.listToSweep(now, atOnce)) {
    switch (await neededFor(context, file)) {
      case 'NOTHING':
        await files.remove(file.id);
        break;
      case 'NOW':
        await files.note(file.id, { sweepAt: nextSweepAfter(now) });
        break;
      case 'EVER':
        await files.note(file.id, { sweepAt: null });
    }
  }
  await files.dropUnfinished(new Date(now.getTime() - dayMs), atOnce);
}

type Need = 'NOTHING' | 'NOW' | 'EVER';

/** A dossier's file is told to be one before its draft may go (see finish-submission). */
async function neededFor({ drafts, dossiers }: Context, { id, cameFor, dossierId }: SweptFile): Promise<Need> {
  if (dossierId !== null) return 'EVER';
  const dossier = await dossiers.find(cameFor);
  if (dossier !== null) return needOf(dossier.state, id);
  const draft = await drafts.find(cameFor);
  return draft?.attachments.some(({ fileId }) => fileId === id) === true ? 'NOW' : 'NOTHING';
}
