/** What files come in for: a draft, or what an applicant hands in for a supplement request. */
import type { Attachment } from './attachment.js';

export interface Intake {
  readonly id: string;
  /** Rises with each change. */
  readonly revision: number;
  readonly attachments: readonly Attachment[];
  /** The latest ones that changed it, so that repeating one changes nothing. */
  readonly requests: readonly string[];
}

/** A device repeats a request within minutes, not after a hundred others. */
const mostRequests = 100;

export function withRequest({ requests }: Pick<Intake, 'requests'>, requestId: string): readonly string[] {
  return [...requests, requestId].slice(-mostRequests);
}
