/** The queue of an office's desk: what an officer asks for, in which order, and where a page ends. */
import type { DossierStatus, FiledDossier } from './dossier.js';
import { isAtEnd } from './dossier.js';
import type { Lateness } from './lateness.js';
import type { OfficerRole } from './party.js';

/** Null: whatever it is. */
export interface QueueWanted {
  readonly officeId: string;
  /** Null: whatever the desk is not done with. */
  readonly statuses: readonly DossierStatus[] | null;
  readonly role: OfficerRole | null;
  readonly assignment: { readonly whose: 'MINE' | 'NOBODYS' | 'OTHERS'; readonly officerId: string } | null;
  /** At `now`. */
  readonly lateness: Lateness | null;
  readonly now: Date;
  readonly dueBefore: Date | null;
  readonly procedureCodes: readonly string[] | null;
  /** Blind indexes of the person looked for. */
  readonly personKeys: readonly string[] | null;
  /** Only of these. */
  readonly among: readonly string[] | null;
}

/** SUBMITTED: first come first. DUE: by the office's deadline, those without one last; then first come first. */
export type QueueOrder = 'SUBMITTED' | 'DUE';

/** Where somebody stopped reading. */
export interface QueuePlace {
  readonly id: string;
  /** In the order DUE; null where no time runs against the office. */
  readonly dueAt: Date | null;
}

export function placeOf({ id, state }: { readonly id: string; readonly state: FiledDossier }): QueuePlace {
  return { id, dueAt: state.deadline?.dueAt ?? null };
}

/** The desk is done with none of these, so they are found among what it is not done with. */
export function areOnDesk(statuses: readonly DossierStatus[]): boolean {
  return statuses.every((status) => !isAtEnd({ status }));
}
