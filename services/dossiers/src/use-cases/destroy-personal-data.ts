import type { Context } from '../context.js';
import { confirmErased } from '../domain/erasure.js';
import { papersEver } from '../domain/hand-ins.js';
import { submissionOf } from './personal-data.js';

/** Old enough that nobody who was asked is still at it. */
const graceMs = 30_000;
const atOnce = 20;

/**
 * What erasing a dossier means, each part as often as it takes: the key first, for then nothing can be read; the facts
 * last, for they name the files.
 */
export async function destroyPersonalData(context: Context, dossierId: string): Promise<void> {
  const { dossiers, dataKeys, files, supplementFiles, drafts, draftNotices, clock } = context;
  const stored = await dossiers.find(dossierId);
  if (stored?.state.status !== 'CLOSED' || stored.state.erasure === null) return;
  const { draftId } = submissionOf(stored).filing;
  const at = clock.now();
  await dataKeys.forget(dossierId, at);
  const supplementIds = stored.state.supplements.map(({ id }) => id);
  const cameIn = await Promise.all([draftId, dossierId, ...supplementIds].map((cameFor) => files.listOf(cameFor)));
  const fileIds = new Set([...papersEver(stored.facts).map(({ fileId }) => fileId), ...cameIn.flat()]);
  for (const fileId of fileIds) await files.remove(fileId);
  await supplementFiles.removeOf(dossierId);
  await drafts.remove(draftId);
  if (!(await draftNotices.forget(draftId))) return;
  // Not before the world heard of everything: events are made from the sealed parts.
  if (!(await dossiers.redactFacts(dossierId))) return;
  const cause = { id: `erasure:${dossierId}`, actor: { kind: 'system', id: 'dossiers' }, at } as const;
  await dossiers.execute(dossierId, cause, confirmErased(at));
}

/** Finishes what a crash cut off between the decision to erase and the last byte. */
export async function finishErasures(context: Context, now: Date): Promise<void> {
  const cutOff = await context.dossiers.listErasing(new Date(now.getTime() - graceMs), atOnce);
  const outcomes = await Promise.allSettled(cutOff.map(({ id }) => destroyPersonalData(context, id)));
  // One that cannot be finished holds up none of the others, and is told.
  const reasons = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
  if (reasons.length > 0) throw new AggregateError(reasons, 'erasures could not be finished');
}
