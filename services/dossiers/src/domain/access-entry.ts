/** That somebody read personal data of a dossier, and why; once per minute, so that reading stays cheap. */
import type { Agency, Officer } from './party.js';
import type { FiledDossier } from './dossier.js';

export interface AccessEntry {
  /** The same within a minute for the same viewer and purpose. */
  readonly id: string;
  readonly dossierId: string;
  /** The account that looked. */
  readonly who: string;
  /** Null for an officer of the ward. */
  readonly agency: string | null;
  readonly purpose: string;
  readonly at: Date;
}

export function accessEntry(dossierId: string, reader: Officer | Agency, purpose: string, at: Date): AccessEntry {
  const minute = at.toISOString().slice(0, 16);
  return {
    id: [dossierId, reader.kind, reader.id, purpose, minute].join('|'),
    dossierId,
    who: reader.id,
    agency: reader.kind === 'agency' ? reader.id : null,
    purpose,
    at,
  };
}

/** What the office is doing with the dossier, which is why its officers look. */
export const purposes: Readonly<Record<FiledDossier['status'], string>> = {
  SUBMITTED: 'RECEPTION',
  AWAITING_SUPPLEMENT: 'SUPPLEMENT',
  RECEIVED: 'PROCESSING',
  PROCESSING: 'PROCESSING',
  RESULT_READY: 'HAND_OVER',
  HANDED_OVER: 'HAND_OVER',
  DECLINED: 'ENDING',
  REJECTED: 'ENDING',
  WITHDRAWN: 'ENDING',
  STOPPED: 'ENDING',
  CLOSED: 'AFTER_CLOSING',
};
