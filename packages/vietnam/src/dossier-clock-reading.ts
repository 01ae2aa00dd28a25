import { dayFromNumber, dayNumber, dayNumberInVietnam, type Day } from './calendar-day.js';
import type { ClockFact, ClockLimit } from './dossier-clock-facts.js';
import type { ClockDay } from './due-date.js';
import type { IndexedCalendar } from './working-calendar.js';
import { countBetween, firstWorkingDay } from './working-days.js';

/**
 * Why the date moved. `SUPPLEMENT_WAIT`: by the working days the answer took. `SUPPLEMENT_MINIMUM`: so that one working
 * day is left after the answer. `SUPPLEMENT_RESTART`: the whole limit again. `CALENDAR`: days off changed since.
 */
export type DueDateCause = 'SUPPLEMENT_WAIT' | 'SUPPLEMENT_MINIMUM' | 'SUPPLEMENT_RESTART' | 'REAPPOINTED' | 'CALENDAR';

/** A date that was told to the citizen and holds no longer. */
export interface PreviousDueDate {
  readonly dueOn: Day;
  readonly replacedBy: Day;
  readonly cause: DueDateCause;
  /** Null for a change of the calendar that no fact tells of yet. */
  readonly at: Date | null;
  /** Working days between the two dates, by the present calendar. */
  readonly workingDays: number;
  /** The clock ran past this date before it was replaced: late once, whatever the new date says. */
  readonly missed: boolean;
}

/** Days (after, to] through which the clock did one thing. */
export interface Span {
  readonly after: number;
  readonly to: number;
  readonly kind: 'RUNNING' | 'PAUSED';
  /** The date in force when these days began. */
  readonly due: number;
  /** One more with each restart of the limit. */
  readonly round: number;
}

/** Where the facts have led a clock that was started. Days are numbers since 1970. */
export interface ClockReading {
  readonly state: 'RUNNING' | 'PAUSED' | 'STOPPED';
  readonly limit: ClockLimit;
  readonly startedAt: Date;
  readonly lastAt: Date;
  /** From the day of acceptance to the day the count starts from. */
  readonly head: readonly ClockDay[];
  readonly zero: number;
  readonly due: number;
  /** What the calendar alone gives, whatever was promised. */
  readonly bareDue: number;
  /** What the citizen was told last. */
  readonly told: number;
  /** While a supplement is awaited, or if the clock stopped then: the last day that counted, never before day zero. */
  readonly asked: number | null;
  readonly reappointed: boolean;
  readonly round: number;
  readonly spans: readonly Span[];
  /** The last day inside the spans. */
  readonly reached: number;
  readonly previous: readonly PreviousDueDate[];
}

interface NewDate {
  readonly fact: ClockFact;
  readonly due: number;
  readonly bareDue: number;
  readonly cause: DueDateCause;
}

/** The reading with its days accounted for up to an instant; a day belongs to what the clock did when it began. */
export function reachInstant(reading: ClockReading, at: Date): ClockReading {
  const reached = Math.max(dayNumberInVietnam(at), reading.reached);
  const { reached: after, due, round, spans } = reading;
  const span = {
    after,
    to: reached,
    kind: reading.asked === null ? ('RUNNING' as const) : ('PAUSED' as const),
    due,
    round,
  };
  return { ...reading, lastAt: at, reached, spans: reached === after ? spans : [...spans, span] };
}

/** The reading with a new date: never before the one in force, nor before what the fact promised. */
export function giveDate(
  reading: ClockReading,
  { fact, due, bareDue, cause }: NewDate,
  calendar: IndexedCalendar,
): ClockReading {
  const kept = Math.max(reading.due, due, promisedIn(fact, calendar));
  const told = Math.max(reading.told, fact.promisedOn === undefined ? kept : dayNumber(fact.promisedOn));
  const missed = (reading.asked ?? dayNumberInVietnam(fact.at)) > reading.told;
  const entry = { from: reading.told, to: told, cause, at: fact.at, missed };
  return { ...reading, due: kept, bareDue, told, previous: withPrevious(reading.previous, entry, calendar) };
}

/** Every date told before, and the one that the calendar has silently overtaken since. */
export function previousDueDates(
  { previous, told, due }: ClockReading,
  calendar: IndexedCalendar,
): readonly PreviousDueDate[] {
  return withPrevious(previous, { from: told, to: due, cause: 'CALENDAR', at: null, missed: false }, calendar);
}

/** The promised day, or the next working day when it has become a day off (BLDS 2015 Điều 148). */
export function promisedIn({ promisedOn }: ClockFact, calendar: IndexedCalendar): number {
  return promisedOn === undefined ? -Infinity : firstWorkingDay(dayNumber(promisedOn), calendar);
}

/** Working days counted against the limit that is now running, up to and including a day. */
export function countUsed({ spans, round }: ClockReading, upTo: number, calendar: IndexedCalendar): number {
  return spans
    .filter((span) => span.kind === 'RUNNING' && span.round === round)
    .reduce((sum, { after, to, due }) => sum + countBetween(after, Math.min(to, due, upTo), calendar), 0);
}

interface Entry {
  readonly from: number;
  readonly to: number;
  readonly cause: DueDateCause;
  readonly at: Date | null;
  readonly missed: boolean;
}

function withPrevious(
  previous: readonly PreviousDueDate[],
  { from, to, ...why }: Entry,
  calendar: IndexedCalendar,
): readonly PreviousDueDate[] {
  if (to <= from) return previous;
  const workingDays = countBetween(from, to, calendar);
  return [...previous, { dueOn: dayFromNumber(from), replacedBy: dayFromNumber(to), ...why, workingDays }];
}
