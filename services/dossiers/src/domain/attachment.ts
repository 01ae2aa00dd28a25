/** A file handed in for a paper, and what is known about it: only what every configured check passed is a paper. */
import { Refusal } from '@motcua/service-kit/pure';

/**
 * RECEIVED: in quarantine, nobody looked yet. SCANNING: passed our own checks, the virus scanner did not answer so far.
 * CLEAN: passed every check that is configured. INFECTED, FAILED: its bytes are gone; the name stays, so that its owner knows.
 */
export type AttachmentState = 'RECEIVED' | 'SCANNING' | 'CLEAN' | 'INFECTED' | 'FAILED';

export interface Attachment {
  readonly id: string;
  /** Key of the paper it is. */
  readonly paper: string;
  /** In the file store. */
  readonly fileId: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly state: AttachmentState;
  readonly attachedAt: Date;
}

export type CleanAttachment = Attachment & { readonly state: 'CLEAN' };

interface Holder {
  readonly attachments: readonly Attachment[];
}

/** What counts as provided, what goes over to the dossier, and all that officers see. */
export function cleanAttachments({ attachments }: Holder): readonly CleanAttachment[] {
  return attachments.filter((attachment): attachment is CleanAttachment => attachment.state === 'CLEAN');
}

/** Nobody can say yet whether these are papers; an application waits for them. */
export function uncheckedAttachments({ attachments }: Holder): readonly Attachment[] {
  return attachments.filter(isUnchecked);
}

export function isUnchecked({ state }: Attachment): boolean {
  return state === 'RECEIVED' || state === 'SCANNING';
}

/** Its bytes are in the file store. */
export function isKept(attachment: Attachment): boolean {
  return attachment.state === 'CLEAN' || isUnchecked(attachment);
}

export function withoutAttachment({ attachments }: Holder, id: string): readonly Attachment[] {
  if (!attachments.some((attachment) => attachment.id === id)) {
    throw attachmentNotFound();
  }
  return attachments.filter((attachment) => attachment.id !== id);
}

export function attachmentNotFound(): Refusal {
  return new Refusal('ATTACHMENT_NOT_FOUND', 'There is no such file here.');
}

/** Null: the draft has no such file, or its state is known already. */
export function withVerdict(
  { attachments }: Holder,
  fileId: string,
  state: AttachmentState,
): readonly Attachment[] | null {
  const judged = (attachment: Attachment): boolean => attachment.fileId === fileId && isUnchecked(attachment);
  if (!attachments.some(judged)) return null;
  return attachments.map((attachment) => (judged(attachment) ? { ...attachment, state } : attachment));
}

const dayMs = 86_400_000;
/** Of an antivirus server being restarted, and of one that is gone for the night. */
const firstPauseMs = 15_000;
const longestPauseMs = 1_800_000;

/** When to ask a virus scanner again that could not say; null: not any more, nobody will ever know. */
export function nextScanAfter(scans: number, arrivedAt: Date, now: Date): Date | null {
  if (now.getTime() - arrivedAt.getTime() >= dayMs) return null;
  return new Date(now.getTime() + Math.min(longestPauseMs, firstPauseMs * 2 ** scans));
}

/** By then whoever sent a file has long attached it; and once a day after that. */
export function nextSweepAfter(at: Date): Date {
  return new Date(at.getTime() + dayMs);
}
