/** When something accepted then is due: closing time of the desk on the promised day (NĐ 61/2018 Điều 19, BLDS 2015 Điều 147). */
import { dueDate, type WorkingCalendar } from '@motcua/vietnam';
import type { TimeAllowed } from './dossier-facts.js';

export function promisedFrom(
  acceptedAt: Date,
  allowed: Omit<TimeAllowed, 'supplementClock'>,
  calendar: WorkingCalendar,
): Date {
  const { workingDays, sameDay, cutoff } = allowed;
  return dueDate({ acceptedAt, workingDays, sameDay, ...(cutoff === null ? {} : { cutoff }) }, calendar).dueAt;
}
