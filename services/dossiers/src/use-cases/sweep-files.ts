import type { Context } from '../context.js';
import { nextSweepAfter } from '../domain/attachment.js';
import { openSupplement } from '../domain/dossier.js';
import { papersEver } from '../domain/hand-ins.js';
import { permits } from '../domain/lifecycle.js';
import { needOf } from '../domain/result-files.js';
import type { SupplementFiles } from '../domain/supplement-files.js';
import type { SweptFile } from '../file-stores.js';
import { findIntake } from './intakes.js';

const atOnce = 50;
const dayMs = 86_400_000;

/** Removes files that no draft, no supplement request and no dossier names a day after they came, and what crashes left of uploads. */
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
async function neededFor(context: Context, { id, cameFor, dossierId }: SweptFile): Promise<Need> {
  if (dossierId !== null) return 'EVER';
  const dossier = await context.dossiers.find(cameFor);
  if (dossier !== null) return needOf(dossier.state, id);
  const intake = await findIntake(context, cameFor);
  if (intake?.attachments.some(({ fileId }) => fileId === id) !== true) return 'NOTHING';
  return 'dossierId' in intake ? neededForSupplement(context, intake, id) : 'NOW';
}

/** Taken over by the answer, or waiting for it; what an answer left or never came for is nobody's. */
async function neededForSupplement(
  { dossiers, files }: Context,
  { id, dossierId }: SupplementFiles,
  fileId: string,
): Promise<Need> {
  const stored = await dossiers.find(dossierId);
  if (stored === null) return 'NOTHING';
  if (papersEver(stored.facts).some((paper) => paper.fileId === fileId)) {
    await files.handOver([fileId], dossierId);
    return 'EVER';
  }
  return permits(stored.state, 'answerSupplement') && openSupplement(stored.state)?.id === id ? 'NOW' : 'NOTHING';
}
