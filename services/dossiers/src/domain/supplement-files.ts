/** Files that come in for a supplement request, until its answer takes them into the dossier. */
import { Refusal } from '@motcua/service-kit/pure';
import type { Attachment } from './attachment.js';
import { withRequest, type Intake } from './intake.js';

/** Under the id of the supplement request. */
export interface SupplementFiles extends Intake {
  readonly dossierId: string;
  /** An answer is being made of them: until then nothing comes in or goes; null: none is. */
  readonly heldUntil: Date | null;
}

/** Longer than an answer takes; what a crash left behind holds up nobody for long. */
const holdMs = 30_000;

export function noFilesYet(id: string, dossierId: string): SupplementFiles {
  return { id, dossierId, revision: 0, attachments: [], requests: [], heldUntil: null };
}

export function changedFiles(
  files: SupplementFiles,
  attachments: readonly Attachment[],
  requestId: string,
  at: Date,
): SupplementFiles {
  if (files.heldUntil !== null && at < files.heldUntil) {
    throw new Refusal('ACTION_NOT_ALLOWED', 'The supplement is being answered.');
  }
  return { ...next(files), attachments, requests: withRequest(files, requestId), heldUntil: null };
}

export function heldFiles(files: SupplementFiles, at: Date): SupplementFiles {
  return { ...next(files), heldUntil: new Date(at.getTime() + holdMs) };
}

export function freedFiles(files: SupplementFiles): SupplementFiles {
  return { ...next(files), heldUntil: null };
}

function next(files: SupplementFiles): SupplementFiles {
  return { ...files, revision: files.revision + 1 };
}
