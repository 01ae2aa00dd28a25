import { dayNumber, isDay, weekdayOf, clockToMs, type Day } from './calendar-day.js';
import { readData } from './data-file.js';
import { isRecord } from './record.js';

const weekdayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const offKinds = ['holiday', 'compensatory', 'swapOff'] as const;
const statuses = ['statutory', 'announced', 'unannounced', 'unconfirmed'] as const;

export type Weekday = (typeof weekdayNames)[number];
/** `compensatory` nghỉ bù, `swapOff` nghỉ hoán đổi, `makeupWork` làm bù. */
export type CalendarDayKind = (typeof offKinds)[number] | 'makeupWork';

export interface CalendarDay {
  readonly day: Day;
  readonly kind: CalendarDayKind;
  /** `unannounced`: our assumption until the government decides; dates that rest on it are provisional. */
  readonly status: (typeof statuses)[number];
  readonly nameVi: string;
  readonly note?: string;
}

export interface DeskPeriod {
  /** `hh:mm` in Vietnam */
  readonly opensAt: string;
  readonly closesAt: string;
}

/** Working time as plain JSON, so a service can store it, publish it and use what it heard. */
export interface WorkingCalendar {
  readonly id: string;
  readonly asOf: Day;
  readonly weekend: readonly Weekday[];
  readonly deskHours: readonly DeskPeriod[];
  /** Years for which the list of days is complete; outside them every answer is provisional. */
  readonly years: readonly number[];
  readonly days: readonly CalendarDay[];
}

/** Why a day counts as working time or not. */
export type DayReason = 'working' | 'weekend' | CalendarDayKind;

export interface DayExplanation {
  readonly working: boolean;
  readonly reason: DayReason;
  /** Name of the holiday, or null on an ordinary day. */
  readonly nameVi: string | null;
  /** The calendar may still change this day. */
  readonly provisional: boolean;
}

export interface IndexedCalendar {
  readonly explain: (daysSince1970: number) => DayExplanation;
  readonly isWorking: (daysSince1970: number) => boolean;
  readonly deskMs: readonly (readonly [opens: number, closes: number])[];
}

let national: WorkingCalendar | undefined;
const indexed = new WeakMap<WorkingCalendar, IndexedCalendar>();

/**
 * Weekends, public holidays with their compensatory, swapped and make-up days, and desk hours, 2024 to 2027.
 * Source: Bộ luật Lao động 45/2019/QH14 Điều 111, 112; NQ 28/2026/QH16; yearly announcements. Read once from this package.
 */
export function loadNationalCalendar(): WorkingCalendar {
  national ??= parseWorkingCalendar(readData('working-calendar.json'));
  return national;
}

/**
 * Checks a calendar that came from outside (an administrator, an event).
 * @throws TypeError naming the first place that is wrong.
 */
export function parseWorkingCalendar(json: unknown): WorkingCalendar {
  if (!isRecord(json)) throw wrong('calendar');
  const { id, asOf, weekend, deskHours, years, days } = json;
  if (typeof id !== 'string' || !isDay(asOf)) throw wrong('id, asOf');
  const closed = list(weekend, 'weekend', isWeekday);
  if (new Set(closed).size > 6) throw wrong('weekend: no working day is left');
  return {
    id,
    asOf,
    weekend: closed,
    deskHours: list(deskHours, 'deskHours', isDeskPeriod),
    years: list(years, 'years', (year): year is number => Number.isInteger(year)),
    days: list(days, 'days', isCalendarDay),
  };
}

export function isWorkingDay(day: Day, calendar: WorkingCalendar = loadNationalCalendar()): boolean {
  return indexCalendar(calendar).isWorking(dayNumber(day));
}

export function explainDay(day: Day, calendar: WorkingCalendar = loadNationalCalendar()): DayExplanation {
  return indexCalendar(calendar).explain(dayNumber(day));
}

/** Look-up tables of a calendar, made once per calendar object. */
export function indexCalendar(calendar: WorkingCalendar): IndexedCalendar {
  const known = indexed.get(calendar);
  if (known) return known;
  const named = new Map(calendar.days.map((entry) => [dayNumber(entry.day), entry]));
  const weekend = new Set(calendar.weekend.map((name) => weekdayNames.indexOf(name)));
  const years = new Set(calendar.years);
  const index: IndexedCalendar = {
    isWorking: (day) => {
      const entry = named.get(day);
      return entry ? entry.kind === 'makeupWork' : !weekend.has(weekdayOf(day));
    },
    explain: (day) => {
      const entry = named.get(day);
      if (entry) {
        const provisional = entry.status === 'unannounced';
        return { working: entry.kind === 'makeupWork', reason: entry.kind, nameVi: entry.nameVi, provisional };
      }
      const working = !weekend.has(weekdayOf(day));
      const provisional = !years.has(new Date(day * 86_400_000).getUTCFullYear());
      return { working, reason: working ? 'working' : 'weekend', nameVi: null, provisional };
    },
    deskMs: calendar.deskHours.map(({ opensAt, closesAt }) => [clockToMs(opensAt), clockToMs(closesAt)] as const),
  };
  indexed.set(calendar, index);
  return index;
}

function list<Item>(json: unknown, place: string, accepts: (item: unknown) => item is Item): readonly Item[] {
  if (!Array.isArray(json)) throw wrong(place);
  return json.map((item: unknown, index) => {
    if (!accepts(item)) throw wrong(`${place}[${index}]`);
    return item;
  });
}

function isWeekday(item: unknown): item is Weekday {
  return weekdayNames.some((name) => name === item);
}

function isDeskPeriod(item: unknown): item is DeskPeriod {
  const { opensAt, closesAt } = isRecord(item) ? item : {};
  return isClock(opensAt) && isClock(closesAt) && opensAt < closesAt;
}

function isClock(item: unknown): item is string {
  return typeof item === 'string' && /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(item);
}

function isCalendarDay(item: unknown): item is CalendarDay {
  const { day, kind, status, nameVi } = isRecord(item) ? item : {};
  const kinds: readonly unknown[] = [...offKinds, 'makeupWork'];
  return isDay(day) && kinds.includes(kind) && statuses.some((name) => name === status) && typeof nameVi === 'string';
}

function wrong(place: string): TypeError {
  return new TypeError(`working calendar: wrong ${place}`);
}
