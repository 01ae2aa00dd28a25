import type { Context } from '../context.js';
import { isUnchecked, nextScanAfter, type AttachmentState } from '../domain/attachment.js';
import type { KeptFile } from '../file-stores.js';
import { findIntake, noteVerdict } from './intakes.js';
import { askScanner } from './look-at-file.js';

const atOnce = 20;

/** Asks the virus scanner again about files it could not judge; after a day of silence they are nobody's paper any more. */
export async function scanFiles(context: Context, now: Date): Promise<void> {
  for (const file of await context.files.listToScan(now, atOnce)) await scanAgain(context, file, now);
}

async function scanAgain(context: Context, file: KeptFile, now: Date): Promise<void> {
  const intake = await findIntake(context, file.cameFor);
  const attachment = intake?.attachments.find(({ fileId }) => fileId === file.id);
  // Its request is still under way, or was cut off: then it is swept.
  if (attachment === undefined) return postpone(context, file, now);
  // A crash cut off the rest, which is done again below.
  const known = isUnchecked(attachment) ? null : attachment.state;
  const verdict = known ?? (await askScanner(context, file.id));
  if (verdict === 'UNKNOWN') return giveUpOrPostpone(context, file, now);
  await settle(context, file, verdict);
}

async function giveUpOrPostpone(context: Context, file: KeptFile, now: Date): Promise<void> {
  if (nextScanAfter(file.scans, file.arrivedAt, now) === null) await settle(context, file, 'FAILED');
  else await postpone(context, file, now);
}

async function postpone({ files }: Context, { id, scans, arrivedAt }: KeptFile, now: Date): Promise<void> {
  await files.note(id, { scans: scans + 1, scanAt: nextScanAfter(scans, arrivedAt, now) });
}

/** The intake before the end of asking, so that whatever is cut off is done again. */
async function settle(context: Context, file: KeptFile, state: AttachmentState): Promise<void> {
  const { files } = context;
  if (state === 'CLEAN') await files.note(file.id, { state });
  await noteVerdict(context, file, state);
  if (state === 'CLEAN') await files.note(file.id, { scanAt: null });
  else await files.remove(file.id);
}
