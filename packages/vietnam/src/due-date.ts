import {
  clockToMs,
  dayFromNumber,
  dayNumber,
  dayNumberInVietnam,
  instantOf,
  msIntoDay,
  type Day,
} from './calendar-day.js';
import {
  indexCalendar,
  loadNationalCalendar,
  type DayReason,
  type IndexedCalendar,
  type WorkingCalendar,
} from './working-calendar.js';
import { addWorkingDays, countBetween, firstWorkingDay, stepWorkingDays } from './working-days.js';

export interface TimeAllowed {
  readonly acceptedAt: Date;
  /** Ignored when `sameDay`. */
  readonly workingDays: number;
  /**
   * `hh:mm`. From this time on (the exact second included: our choice, the law says "sau 15 giờ"), or on a day off,
   * the count starts from the next working day.
   */
  readonly cutoff?: string;
  /** Due on the day of acceptance itself (Luật Hộ tịch Điều 5); rolled on when that is a day off. */
  readonly sameDay?: boolean;
}

/** One day between acceptance and the promised date, and why it was counted or not. */
export interface ClockDay {
  readonly day: Day;
  /** 1 for the first counted working day, … ; null when the day is not counted. */
  readonly workingDay: number | null;
  /** `dayZero`: the day of acceptance is never counted; `afterCutoff`: accepted too late that day. */
  readonly reason: DayReason | 'dayZero' | 'afterCutoff';
  readonly nameVi: string | null;
}

export interface DueDate {
  /** The promised day. */
  readonly dueOn: Day;
  /** Closing time of the desk on that day: what the slip shows. */
  readonly dueAt: Date;
  /** The midnight after, when the promise is broken by law (the nth day ends at 24:00). */
  readonly lateFrom: Date;
  /** The day the count starts from. */
  readonly dayZero: Day;
  readonly segments: readonly ClockDay[];
  /** Rests on days the government has not announced yet: compute again when the calendar changes. */
  readonly provisional: boolean;
}

/** The promised date of a dossier or step, with every day explained. Days are civil days in Vietnam. */
export function dueDate(allowed: TimeAllowed, calendar: WorkingCalendar = loadNationalCalendar()): DueDate {
  const index = indexCalendar(calendar);
  const accepted = dayNumberInVietnam(allowed.acceptedAt);
  const afterCutoff = allowed.cutoff !== undefined && msIntoDay(allowed.acceptedAt) >= clockToMs(allowed.cutoff);
  const rolls = allowed.cutoff !== undefined || allowed.sameDay === true;
  const zero = rolls ? firstWorkingDay(afterCutoff ? accepted + 1 : accepted, index) : accepted;
  const due = allowed.sameDay === true ? zero : stepWorkingDays(zero, allowed.workingDays, index);
  return {
    ...promisedMoments(due, index),
    dayZero: dayFromNumber(zero),
    ...explain({ accepted, zero, due, afterCutoff }, index),
  };
}

export interface SupplementWait {
  readonly dueOn: Day;
  readonly askedAt: Date;
  readonly answeredAt: Date;
}

/**
 * New promised day when the clock stood still while the citizen answered: the old day plus the working days in
 * (asked, answered], and at least one working day left after the answer. Our default reading.
 */
export function pausedDueDate(wait: SupplementWait, calendar: WorkingCalendar = loadNationalCalendar()): Day {
  const index = indexCalendar(calendar);
  const answered = dayNumberInVietnam(wait.answeredAt);
  const waited = countBetween(dayNumberInVietnam(wait.askedAt), answered, index);
  const moved = stepWorkingDays(dayNumber(wait.dueOn), waited, index);
  return dayFromNumber(Math.max(moved, stepWorkingDays(answered, 1, index)));
}

/** New promised day when the whole limit starts again at the answer (NĐ 61/2018/NĐ-CP Điều 19 khoản 4). */
export function restartedDueDate(
  restart: { readonly answeredAt: Date; readonly workingDays: number },
  calendar: WorkingCalendar = loadNationalCalendar(),
): Day {
  const index = indexCalendar(calendar);
  return dayFromNumber(stepWorkingDays(dayNumberInVietnam(restart.answeredAt), restart.workingDays, index));
}

/** Last day for the letter of apology: one working day before the promised day (NĐ 61/2018/NĐ-CP Điều 19 khoản 9). */
export function apologyDeadline(dueOn: Day, calendar: WorkingCalendar = loadNationalCalendar()): Day {
  return addWorkingDays(dueOn, -1, calendar);
}

/** The moments that a promised day stands for. */
export function promisedMoments(due: number, calendar: IndexedCalendar): Pick<DueDate, 'dueOn' | 'dueAt' | 'lateFrom'> {
  const closesMs = calendar.deskMs.at(-1)?.[1] ?? clockToMs('24:00');
  return { dueOn: dayFromNumber(due), dueAt: instantOf(due, closesMs), lateFrom: instantOf(due + 1, 0) };
}

interface Count {
  readonly accepted: number;
  readonly zero: number;
  readonly due: number;
  readonly afterCutoff: boolean;
}

function explain(count: Count, calendar: IndexedCalendar): Pick<DueDate, 'segments' | 'provisional'> {
  const segments: ClockDay[] = [];
  let provisional = false;
  let counted = 0;
  for (let day = count.accepted; day <= count.due; day += 1) {
    const { working, reason, nameVi, provisional: mayChange } = calendar.explain(day);
    provisional ||= mayChange;
    const counts = working && day > count.zero;
    if (counts) counted += 1;
    const uncounted =
      day === count.zero ? 'dayZero' : count.afterCutoff && working && day === count.accepted ? 'afterCutoff' : reason;
    segments.push({
      day: dayFromNumber(day),
      workingDay: counts ? counted : null,
      reason: counts ? reason : uncounted,
      nameVi,
    });
  }
  return { segments, provisional };
}
