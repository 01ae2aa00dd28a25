import { dayFromNumber, dayNumber, type Day } from './calendar-day.js';
import { indexCalendar, loadNationalCalendar, type IndexedCalendar, type WorkingCalendar } from './working-calendar.js';

/** A calendar without a working day in this many days is a mistake, not a long holiday. */
const longestPauseDays = 366;

/** The nth working day after a day, which itself is not counted (BLDS 2015 Điều 147); before it when `days` is negative. */
export function addWorkingDays(day: Day, days: number, calendar: WorkingCalendar = loadNationalCalendar()): Day {
  return dayFromNumber(stepWorkingDays(dayNumber(day), days, indexCalendar(calendar)));
}

/** The day itself when it is a working day, otherwise the next one (BLDS 2015 Điều 148). */
export function rollToWorkingDay(day: Day, calendar: WorkingCalendar = loadNationalCalendar()): Day {
  return dayFromNumber(firstWorkingDay(dayNumber(day), indexCalendar(calendar)));
}

/** Working days in (from, to]: the first day is not counted, the last is. 0 when `to` is not after `from`. */
export function countWorkingDays(from: Day, to: Day, calendar: WorkingCalendar = loadNationalCalendar()): number {
  return countBetween(dayNumber(from), dayNumber(to), indexCalendar(calendar));
}

/** {@link addWorkingDays} on day numbers. @throws RangeError when the calendar has no working day within a year. */
export function stepWorkingDays(from: number, days: number, calendar: IndexedCalendar): number {
  if (!Number.isInteger(days)) throw new RangeError(`working days must be whole: ${days}`);
  const step = days < 0 ? -1 : 1;
  let day = from;
  for (let left = Math.abs(days); left > 0; left -= 1) day = nextWorkingDay(day + step, step, calendar);
  return day;
}

/** {@link rollToWorkingDay} on day numbers. */
export function firstWorkingDay(from: number, calendar: IndexedCalendar): number {
  return nextWorkingDay(from, 1, calendar);
}

/** {@link countWorkingDays} on day numbers. */
export function countBetween(from: number, to: number, calendar: IndexedCalendar): number {
  let count = 0;
  for (let day = from + 1; day <= to; day += 1) if (calendar.isWorking(day)) count += 1;
  return count;
}

function nextWorkingDay(from: number, step: 1 | -1, calendar: IndexedCalendar): number {
  for (let moved = 0; moved <= longestPauseDays; moved += 1) {
    if (calendar.isWorking(from + step * moved)) return from + step * moved;
  }
  throw new RangeError(`no working day within ${longestPauseDays} days of ${dayFromNumber(from)}`);
}
