import { dayFromNumber, dayNumber, dayNumberInVietnam, instantOf, type Day } from './calendar-day.js';
import { DossierClockError, type ClockEvent, type ClockFact } from './dossier-clock-facts.js';
import { applyClockFact, readClock } from './dossier-clock-fold.js';
import { previousDueDates, type ClockReading, type PreviousDueDate } from './dossier-clock-reading.js';
import { atRiskFromDay, reappointment } from './dossier-clock-standing.js';
import { clockSegments, type ClockSegment } from './dossier-clock-segments.js';
import { promisedMoments } from './due-date.js';
import { indexCalendar, loadNationalCalendar, type IndexedCalendar, type WorkingCalendar } from './working-calendar.js';

export interface NotStartedClock {
  readonly state: 'NOT_STARTED';
}

export interface StartedClock {
  readonly state: 'RUNNING' | 'PAUSED' | 'STOPPED';
  /** The date in force. While PAUSED the one that held when the clock was stopped: it will move. */
  readonly dueOn: Day;
  /** Closing time of the desk on that day: what a slip shows. */
  readonly dueAt: Date;
  /** The midnight after. Means something only while the clock runs; for the rest ask {@link clockStanding}. */
  readonly lateFrom: Date;
  /** From when `clockStanding` says AT_RISK; null unless RUNNING. With `state` and `lateFrom` a queue needs no more. */
  readonly atRiskFrom: Date | null;
  /** Last day for the letter that gives a new date; null when none may be given (any more). */
  readonly reappointBy: Day | null;
  /** What the present calendar alone gives: earlier than `dueOn` when an older promise is kept. */
  readonly calendarDueOn: Day;
  /** The day the count began from. */
  readonly dayZero: Day;
  /** Dates told before, oldest first; each is replaced by the next, the last by `dueOn`. */
  readonly previous: readonly PreviousDueDate[];
  readonly segments: readonly ClockSegment[];
  /** Rests on days the government has not announced yet. Never once stopped with its promise. */
  readonly provisional: boolean;
}

export type DossierClock = NotStartedClock | StartedClock;

/**
 * The clock of a dossier after what has happened to it, with every day explained. Sources: NĐ 61/2018/NĐ-CP Điều 19 khoản 4
 * and 9 (replaced by NĐ 118/2025/NĐ-CP on 2025-07-01, whose wording is unconfirmed), BLDS 2015 Điều 147 and 148.
 *
 * With another calendar the same facts give other dates. A date moves later when days off are announced (`CALENDAR` among
 * `previous`), but never before a day that a fact promised (ours): the citizen holds it on paper, and an office is not made
 * late by looking back. A promise that has become a day off holds for the next working day. Stopped is stopped: the promise
 * in the last fact stays as it was.
 * @throws DossierClockError for facts that cannot follow each other; what depends on the calendar is judged by
 *   {@link admitClockFact} when it happens, not here.
 */
export function dossierClock(
  facts: readonly ClockFact[],
  calendar: WorkingCalendar = loadNationalCalendar(),
): DossierClock {
  const reading = readClock(facts, calendar);
  return reading ? describeClock(reading, indexCalendar(calendar), facts) : { state: 'NOT_STARTED' };
}

/**
 * Judges an event that happens now, after these facts, and returns the fact to keep: the event with the day it promises.
 * A new date needs a letter at latest one working day before the date in force (NĐ 61/2018/NĐ-CP Điều 19 khoản 9), must be a
 * working day after it, and is given once; a late letter is refused rather than making a late dossier punctual (ours).
 * @throws DossierClockError
 */
export function admitClockFact(
  facts: readonly ClockFact[],
  event: ClockEvent,
  calendar: WorkingCalendar = loadNationalCalendar(),
): ClockFact {
  const before = readClock(facts, calendar);
  const after = applyClockFact(before, event, calendar);
  if (event.type === 'Reappointed' && before) judgeNewDate(before, event, indexCalendar(calendar));
  return { ...event, promisedOn: dayFromNumber(after.due) };
}

function judgeNewDate(
  before: ClockReading,
  { at, newDueOn }: Extract<ClockEvent, { type: 'Reappointed' }>,
  calendar: IndexedCalendar,
): void {
  const { refusal, until } = reappointment(before, dayNumberInVietnam(at), calendar);
  if (refusal !== null) throw new DossierClockError(refusal, `a new date could be given until ${until}`);
  const newDue = dayNumber(newDueOn);
  if (newDue <= before.due) {
    throw new DossierClockError('NOT_LATER', `${newDueOn} is not after ${dayFromNumber(before.due)}`);
  }
  if (!calendar.isWorking(newDue)) throw new DossierClockError('DAY_OFF', `${newDueOn} is no working day`);
}

function describeClock(reading: ClockReading, calendar: IndexedCalendar, facts: readonly ClockFact[]): StartedClock {
  const { state, due, zero, bareDue, startedAt, lastAt } = reading;
  const { refusal, until } = reappointment(reading, dayNumberInVietnam(lastAt), calendar);
  const riskMs = Math.max(startedAt.getTime(), instantOf(atRiskFromDay(reading, calendar), 0).getTime());
  const settled = state === 'STOPPED' && facts.at(-1)?.promisedOn !== undefined;
  return {
    state,
    ...promisedMoments(due, calendar),
    atRiskFrom: state === 'RUNNING' ? new Date(riskMs) : null,
    reappointBy: refusal === null ? until : null,
    calendarDueOn: dayFromNumber(bareDue),
    dayZero: dayFromNumber(zero),
    previous: previousDueDates(reading, calendar),
    segments: clockSegments(reading, calendar),
    provisional: !settled && restsOnUnannounced(dayNumberInVietnam(startedAt), due, calendar),
  };
}

function restsOnUnannounced(from: number, to: number, calendar: IndexedCalendar): boolean {
  for (let day = from; day <= to; day += 1) if (calendar.explain(day).provisional) return true;
  return false;
}
