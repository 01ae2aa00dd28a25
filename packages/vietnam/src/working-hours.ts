import { dayNumberInVietnam, instantOf, msIntoDay } from './calendar-day.js';
import { indexCalendar, loadNationalCalendar, type WorkingCalendar } from './working-calendar.js';
import { firstWorkingDay } from './working-days.js';

/**
 * The instant at which so many hours of open desk have passed (8 working hours to answer an online filing, NĐ 45/2020).
 * Outside desk hours the clock stands still; a limit that ends with a period ends at its closing time.
 * @throws RangeError for a negative number of hours or a calendar without desk hours.
 */
export function addWorkingHours(from: Date, hours: number, calendar: WorkingCalendar = loadNationalCalendar()): Date {
  const index = indexCalendar(calendar);
  if (index.deskMs.length === 0) throw new RangeError('the calendar has no desk hours');
  if (!(hours >= 0 && hours < 100_000)) throw new RangeError(`not a number of working hours: ${hours}`);
  let left = hours * 3_600_000;
  const firstDay = dayNumberInVietnam(from);
  for (let day = firstWorkingDay(firstDay, index); ; day = firstWorkingDay(day + 1, index)) {
    const sinceMidnight = day === firstDay ? msIntoDay(from) : 0;
    for (const [opens, closes] of index.deskMs) {
      const start = Math.max(opens, sinceMidnight);
      if (start >= closes) continue;
      if (left <= closes - start) return instantOf(day, start + left);
      left -= closes - start;
    }
  }
}
