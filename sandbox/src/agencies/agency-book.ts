import type { AgencyName } from '@motcua/event-contracts';
import type { Clock } from '../clock/clock.js';
import { createJournal, type Journal } from '../journal.js';

/** What an agency noted about the messages it heard; no personal data. */
export interface AgencyNote {
  readonly id: string;
  readonly agency: AgencyName;
  readonly what: NoteKind;
  readonly at: string;
  readonly dossierId?: string;
  readonly stepKey?: string;
  readonly detail?: string;
}

export type NoteKind =
  'REFUSED' | 'DUPLICATE' | 'READ' | 'ACCEPTED' | 'COMPLETED' | 'REJECTED' | 'TAKEN_AWAY' | 'RESCHEDULED' | 'NOT_TAKEN';

/** How an agency works; may be changed while it does. */
export interface WorkingWay {
  readonly workingMs: number;
  /** Answers `rejected` with this reason instead of `completed`. */
  readonly rejectWith?: string;
}

export interface AgencyBook {
  readonly agency: AgencyName;
  readonly notes: Journal<AgencyNote>;
  note(
    what: NoteKind,
    about?: { readonly dossierId?: string; readonly stepKey?: string; readonly detail?: string },
  ): void;
  counts(): Readonly<Record<NoteKind, number>>;
  way(): WorkingWay;
  setWay(way: WorkingWay): void;
}

export const usualWorkingMs = 20 * 3_600_000;

export function createAgencyBook(options: {
  readonly agency: AgencyName;
  readonly workingMs?: number | undefined;
  readonly clock: Clock;
  readonly onChange: () => void;
}): AgencyBook {
  const { agency, clock, onChange } = options;
  const notes = createJournal<AgencyNote>({ limit: 500, onChange });
  const counts = {
    ...{ REFUSED: 0, DUPLICATE: 0, READ: 0, ACCEPTED: 0, COMPLETED: 0, REJECTED: 0 },
    ...{ TAKEN_AWAY: 0, RESCHEDULED: 0, NOT_TAKEN: 0 },
  };
  let way: WorkingWay = { workingMs: options.workingMs ?? usualWorkingMs };
  let count = 0;
  return {
    agency,
    notes,
    note(what, about = {}) {
      counts[what] += 1;
      notes.add({ id: `${agency}-${++count}`, agency, what, at: clock.now().toISOString(), ...about });
    },
    counts: () => ({ ...counts }),
    way: () => way,
    setWay(next) {
      way = next;
      onChange();
    },
  };
}
