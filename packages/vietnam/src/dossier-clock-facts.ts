import { clockToMs, isDay, type Day } from './calendar-day.js';
import type { TimeAllowed } from './due-date.js';

/**
 * What a supplement does to the limit, per procedure version: `pause` (our default; the national score too subtracts the
 * wait) or `restart` (the whole limit again, NĐ 61/2018/NĐ-CP Điều 19 khoản 4).
 */
export type SupplementClock = 'pause' | 'restart';

/** The limit of the pinned procedure version, as its definition states it. */
export interface ClockLimit {
  /** Whole working days, 0 to 10,000; 0 is the same as `sameDay`. Ignored when `sameDay`. */
  readonly workingDays: number;
  readonly sameDay: boolean;
  /** `hh:mm` in Vietnam, or null. */
  readonly cutoff: string | null;
  readonly supplementClock: SupplementClock;
}

/** Something that happens to the clock of a dossier. */
export type ClockEvent =
  | { readonly type: 'Started'; readonly at: Date; readonly limit: ClockLimit }
  | { readonly type: 'Asked'; readonly at: Date }
  | { readonly type: 'Answered'; readonly at: Date }
  | { readonly type: 'Reappointed'; readonly at: Date; readonly newDueOn: Day }
  /** The calendar changed, the date was worked out anew and told. */
  | { readonly type: 'Recalculated'; readonly at: Date }
  /** `SIGNED`: the result is there; `ENDED`: rejected, withdrawn or stopped. */
  | { readonly type: 'Stopped'; readonly at: Date; readonly outcome: 'SIGNED' | 'ENDED' };

/** An event with the day that was in force after it, which the citizen has on paper: a later calendar never takes it back. */
export type ClockFact = ClockEvent & { readonly promisedOn?: Day };

export type ClockFactOf<Type extends ClockEvent['type']> = Extract<ClockEvent, { type: Type }> & {
  readonly promisedOn?: Day;
};

/**
 * `BAD_FACT`: an instant, day or limit that is none. `OUT_OF_ORDER`: earlier than the fact before, as by a clock set back.
 * `SUPPLEMENT_OPEN`: not while a supplement is awaited. `APOLOGY_TOO_LATE`: the last day for the letter has passed.
 * `NOT_LATER`: the new date is not after the one in force. `DAY_OFF`: the new date is no working day.
 */
export type ClockProblem =
  | 'BAD_FACT'
  | 'NOT_STARTED'
  | 'ALREADY_STARTED'
  | 'ALREADY_STOPPED'
  | 'OUT_OF_ORDER'
  | 'ALREADY_ASKED'
  | 'NOT_ASKED'
  | 'SUPPLEMENT_OPEN'
  | 'ALREADY_REAPPOINTED'
  | 'APOLOGY_TOO_LATE'
  | 'NOT_LATER'
  | 'DAY_OFF';

export class DossierClockError extends Error {
  constructor(
    readonly code: ClockProblem,
    message: string,
  ) {
    super(message);
    this.name = 'DossierClockError';
  }
}

const mostWorkingDays = 10_000;
/** Vietnam has kept +07:00 since 1975; a year beyond 2999 is a typing mistake. */
const firstMs = Date.UTC(1976, 0, 1);
const endMs = Date.UTC(3000, 0, 1);

/** @throws DossierClockError `BAD_FACT` for an instant that is none, or outside the years 1976 to 2999. */
export function checkInstant(at: Date): void {
  const ms = at.getTime();
  if (!(ms >= firstMs && ms < endMs)) throw new DossierClockError('BAD_FACT', `not an instant a clock can take: ${ms}`);
}

/** @throws DossierClockError `BAD_FACT` */
export function checkFact(fact: ClockFact): void {
  checkInstant(fact.at);
  if (fact.promisedOn !== undefined) checkDay(fact.promisedOn);
  if (fact.type === 'Reappointed') checkDay(fact.newDueOn);
  if (fact.type === 'Started') checkLimit(fact.limit);
}

/** The same limit in the terms of `dueDate`. */
export function timeAllowed(acceptedAt: Date, limit: ClockLimit): TimeAllowed {
  const { workingDays, cutoff } = limit;
  return { acceptedAt, workingDays, sameDay: isSameDay(limit), ...(cutoff === null ? {} : { cutoff }) };
}

export function isSameDay({ sameDay, workingDays }: ClockLimit): boolean {
  return sameDay || workingDays === 0;
}

function checkDay(day: Day): void {
  if (!isDay(day)) throw new DossierClockError('BAD_FACT', `not a day: ${String(day)}`);
  checkInstant(new Date(`${day}T00:00:00Z`));
}

function checkLimit({ workingDays, cutoff }: ClockLimit): void {
  if (!(Number.isInteger(workingDays) && workingDays >= 0 && workingDays <= mostWorkingDays)) {
    throw new DossierClockError('BAD_FACT', `not a number of working days: ${workingDays}`);
  }
  if (cutoff === null) return;
  try {
    clockToMs(cutoff);
  } catch (error) {
    throw new DossierClockError('BAD_FACT', error instanceof Error ? error.message : 'not a cut-off');
  }
}
