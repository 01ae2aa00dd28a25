/** A civil day in Vietnam, `yyyy-mm-dd`. */
export type Day = string;

export interface DayParts {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly date: number;
}

const msPerDay = 86_400_000;
/** Asia/Ho_Chi_Minh has kept +07:00 without summer time since 1975, so plain arithmetic replaces Intl, which is slow. */
const offsetMs = 7 * 3_600_000;
const dayForm = /^[1-9]\d{3}-\d{2}-\d{2}$/;
const clockForm = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** True for a `yyyy-mm-dd` that exists in the Gregorian calendar, years 1000 to 9999. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !dayForm.test(value)) return false;
  const { year, month, date } = splitDay(value);
  return month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month);
}

/** Days since 1970-01-01. The day must be one that {@link isDay} accepts. */
export function dayNumber(day: Day): number {
  const { year, month, date } = splitDay(day);
  return Date.UTC(year, month - 1, date) / msPerDay;
}

/** The opposite of {@link dayNumber}. */
export function dayFromNumber(daysSince1970: number): Day {
  const at = new Date(daysSince1970 * msPerDay);
  return joinDay({ year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() });
}

export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

export function splitDay(day: Day): DayParts {
  return { year: digits(day, 0, 4), month: digits(day, 5, 7), date: digits(day, 8, 10) };
}

/** Joins parts that make a real day, years 1000 to 9999; nothing is carried over. */
export function joinDay({ year, month, date }: DayParts): Day {
  return `${year}-${twoDigits(month)}-${twoDigits(date)}`;
}

/** Months count from 1. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(daysSince1970: number): number {
  return (((daysSince1970 + 4) % 7) + 7) % 7;
}

/** Full years of age on a day; a person born on 29 February grows older on 1 March in common years. Negative before birth. */
export function fullYears(bornOn: Day, on: Day): number {
  const years = digits(on, 0, 4) - digits(bornOn, 0, 4);
  return on.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

/** The civil day in Vietnam at an instant. */
export function dayInVietnam(instant: Date): Day {
  return dayFromNumber(dayNumberInVietnam(instant));
}

/** {@link dayNumber} of the civil day in Vietnam at an instant. */
export function dayNumberInVietnam(instant: Date): number {
  return Math.floor((instant.getTime() + offsetMs) / msPerDay);
}

/** Milliseconds since midnight in Vietnam, 0 to 86 399 999. */
export function msIntoDay(instant: Date): number {
  const local = instant.getTime() + offsetMs;
  return local - Math.floor(local / msPerDay) * msPerDay;
}

/** The instant at which a clock in Vietnam shows that day and `hh:mm` (`24:00` is the next midnight). */
export function instantInVietnam(day: Day, clock = '00:00'): Date {
  return instantOf(dayNumber(day), clockToMs(clock));
}

/** As {@link instantInVietnam}, from a day number and milliseconds since midnight. */
export function instantOf(daysSince1970: number, ms: number): Date {
  return new Date(daysSince1970 * msPerDay + ms - offsetMs);
}

/** `hh:mm` to milliseconds since midnight; `24:00` is allowed. @throws RangeError on anything else. */
export function clockToMs(clock: string): number {
  if (clock === '24:00') return msPerDay;
  const match = clockForm.exec(clock);
  if (!match) throw new RangeError(`not a clock time: ${clock}`);
  return (Number(match[1]) * 60 + Number(match[2])) * 60_000;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + text.charCodeAt(at) - 48;
  return value;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
