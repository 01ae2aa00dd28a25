import { dayFromNumber, dayNumberInVietnam, type Day } from './calendar-day.js';
import { checkInstant, isSameDay, type ClockFact, type ClockProblem } from './dossier-clock-facts.js';
import { dueAfterAnswer, readClock } from './dossier-clock-fold.js';
import { countUsed, reachInstant, type ClockReading } from './dossier-clock-reading.js';
import { indexCalendar, loadNationalCalendar, type IndexedCalendar, type WorkingCalendar } from './working-calendar.js';
import { countBetween, stepWorkingDays } from './working-days.js';
import { addWorkingHours } from './working-hours.js';

export type Lateness = 'ON_TIME' | 'AT_RISK' | 'LATE';

/** Whether the one new date may still be given. */
export interface Reappointment {
  /** Null: it may. */
  readonly refusal: Extract<
    ClockProblem,
    'ALREADY_STOPPED' | 'SUPPLEMENT_OPEN' | 'ALREADY_REAPPOINTED' | 'APOLOGY_TOO_LATE'
  > | null;
  /** Last day for the letter, by the date in force. */
  readonly until: Day;
}

/** A clock at an instant. Days are whole: today is used as soon as it begins. */
export interface ClockStanding {
  readonly state: ClockReading['state'];
  readonly usedWorkingDays: number;
  /** Working days after today up to the date in force; while PAUSED, what an answer now would leave. */
  readonly remainingWorkingDays: number;
  /** Working days since the date in force. */
  readonly overdueWorkingDays: number;
  readonly lateness: Lateness;
  /** The date that an answer now would give; null unless PAUSED. */
  readonly dueOnIfAnswered: Day | null;
  readonly reappointment: Reappointment;
}

/** Of the limit; a running clock with no more than this left, or with one working day left, is at risk (ours). */
const riskShare = 0.2;
/** Of the eight; a filing unanswered for so long is at risk (ours). */
const hoursBeforeRisk = 6;
const hoursToAnswerFiling = 8;

/**
 * How a clock stands at an instant; null before it starts. An instant before the last fact, as on a clock set back, is taken
 * as that fact's: what has happened does not unhappen.
 *
 * LATE: the day in force is over (24:00, BLDS 2015 Điều 147) and the clock ran beyond it. AT_RISK (ours): it runs, and the
 * working days left after today are at most one or at most a fifth of the limit; so at the latest from the last day on which
 * the letter of apology may go out. A clock that stands still is LATE if it was when it stopped, otherwise ON_TIME.
 * @throws DossierClockError
 */
export function clockStanding(
  facts: readonly ClockFact[],
  at: Date,
  calendar: WorkingCalendar = loadNationalCalendar(),
): ClockStanding | null {
  checkInstant(at);
  const last = readClock(facts, calendar);
  if (!last) return null;
  const index = indexCalendar(calendar);
  const now = at > last.lastAt ? at : last.lastAt;
  const reading = last.state === 'STOPPED' ? last : reachInstant(last, now);
  const { state, asked, due, zero } = reading;
  const today = asked ?? dayNumberInVietnam(reading.lastAt);
  const answered = state === 'PAUSED' && asked !== null ? dueAfterAnswer({ ...reading, asked }, now, calendar) : null;
  const from = answered === null ? Math.max(today, zero) : dayNumberInVietnam(now);
  return {
    state,
    usedWorkingDays: countUsed(reading, today, index),
    remainingWorkingDays: countBetween(from, answered ?? due, index),
    overdueWorkingDays: countBetween(due, today, index),
    lateness: lateness(reading, today, index),
    dueOnIfAnswered: answered === null ? null : dayFromNumber(answered),
    reappointment: reappointment(reading, today, index),
  };
}

/**
 * Until when an online filing must be answered, and from when that is at risk: 8 working hours after it came
 * (NĐ 45/2020/NĐ-CP, unconfirmed), at risk for the last two (ours). A filing supplemented before acceptance: from its answer.
 * @throws DossierClockError for an instant that is none; RangeError for a calendar without desk hours.
 */
export function filingAnswerDeadline(
  filedAt: Date,
  calendar: WorkingCalendar = loadNationalCalendar(),
): { readonly answerBy: Date; readonly atRiskFrom: Date } {
  checkInstant(filedAt);
  return {
    answerBy: addWorkingHours(filedAt, hoursToAnswerFiling, calendar),
    atRiskFrom: addWorkingHours(filedAt, hoursBeforeRisk, calendar),
  };
}

/** The first day on which so little is left that a running clock is at risk. */
export function atRiskFromDay({ limit, due }: ClockReading, calendar: IndexedCalendar): number {
  const few = isSameDay(limit) ? 1 : Math.max(1, Math.floor(limit.workingDays * riskShare));
  return stepWorkingDays(due, -few, calendar);
}

/** On a day: whether the letter with the one new date may still go out, and until when. */
export function reappointment(reading: ClockReading, today: number, calendar: IndexedCalendar): Reappointment {
  const last = stepWorkingDays(reading.due, -1, calendar);
  return { refusal: refusalOf(reading, today > last), until: dayFromNumber(last) };
}

function refusalOf({ state, reappointed }: ClockReading, tooLate: boolean): Reappointment['refusal'] {
  if (state === 'STOPPED') return 'ALREADY_STOPPED';
  if (state === 'PAUSED') return 'SUPPLEMENT_OPEN';
  if (reappointed) return 'ALREADY_REAPPOINTED';
  return tooLate ? 'APOLOGY_TOO_LATE' : null;
}

function lateness(reading: ClockReading, today: number, calendar: IndexedCalendar): Lateness {
  if (today > reading.due) return 'LATE';
  return reading.state === 'RUNNING' && today >= atRiskFromDay(reading, calendar) ? 'AT_RISK' : 'ON_TIME';
}
