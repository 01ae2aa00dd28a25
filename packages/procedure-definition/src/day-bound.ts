import { dayFromNumber, dayNumber, daysInMonth, isDay, joinDay, splitDay, type Day } from '@motcua/vietnam';

/** A bound of a date field on the day of judging. */
export type DayBound = (today: Day) => Day;

const tokenForm = /^today(?:-(\d{1,5})([dmy]))?$/;

/** Reads `yyyy-mm-dd`, `today`, `today-Nd`, `today-Nm` or `today-Ny`; null when it is none of them. */
export function parseDayBound(text: string): DayBound | null {
  if (isDay(text)) return () => text;
  const match = tokenForm.exec(text);
  if (!match) return null;
  const amount = Number(match[1] ?? 0);
  if (amount === 0) return (today) => today;
  if (match[2] === 'd') return (today) => dayFromNumber(dayNumber(today) - amount);
  return match[2] === 'm' ? (today) => monthsBefore(today, amount) : (today) => yearsBefore(today, amount);
}

/** Steps by month end on the 28th at the latest, so that no month is too short. */
function monthsBefore(today: Day, months: number): Day {
  const { year, month, date } = splitDay(today);
  const since = year * 12 + (month - 1) - months;
  return joinDay({ year: Math.floor(since / 12), month: (since % 12) + 1, date: Math.min(date, 28) });
}

/** 29 February becomes the 28th in a common year. */
function yearsBefore(today: Day, years: number): Day {
  const { year, month, date } = splitDay(today);
  return joinDay({ year: year - years, month, date: Math.min(date, daysInMonth(year - years, month)) });
}
