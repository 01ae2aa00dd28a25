/** The working-time clock of a dossier: what happens to it, and the date it promises (NĐ 61/2018 Điều 19). */
import { Refusal } from '@motcua/service-kit/pure';
import {
  admitClockFact,
  dossierClock,
  DossierClockError,
  type ClockEvent,
  type ClockFact,
  type WorkingCalendar,
} from '@motcua/vietnam';
import type { TimeAllowed } from './dossier-facts.js';

/** The promised date (ngày hẹn trả), and from when it is in danger and broken. */
export interface Promised {
  readonly dueAt: Date;
  readonly atRiskFrom: Date;
  readonly lateFrom: Date;
}

export interface Tick {
  readonly clock: ClockFact;
  readonly promise: Promised;
}

export function startClock(at: Date, limit: TimeAllowed, calendar: WorkingCalendar): Tick {
  const { workingDays, sameDay, cutoff, supplementClock } = limit;
  return tick([], { type: 'Started', at, limit: { workingDays, sameDay, cutoff, supplementClock } }, calendar);
}

/** The fact that an event adds to a clock, and what is promised from then on. Refused: CLOCK_… with the clock's reason. */
export function tick(clock: readonly ClockFact[], event: ClockEvent, calendar: WorkingCalendar): Tick {
  try {
    const fact = admitClockFact(clock, event, calendar);
    return { clock: fact, promise: promisedBy([...clock, fact], calendar) };
  } catch (error) {
    if (error instanceof DossierClockError) throw new Refusal(`CLOCK_${error.code}`, error.message);
    throw error;
  }
}

export function promisedBy(clock: readonly ClockFact[], calendar: WorkingCalendar): Promised {
  const read = dossierClock(clock, calendar);
  if (read.state === 'NOT_STARTED') throw new Error('a clock that did not start promises nothing');
  return { dueAt: read.dueAt, atRiskFrom: read.atRiskFrom ?? read.lateFrom, lateFrom: read.lateFrom };
}
