import type { Viewer } from '@motcua/service-kit';
import { Refusal } from '@motcua/service-kit/pure';
import { parseWorkingCalendar, type Day, type WorkingCalendar } from '@motcua/vietnam';
import type { Context } from '../context.js';
import { calendarId, changedDays, publishCalendar } from '../domain/calendar.js';
import { askAsAdmin } from './asking.js';

interface SetCalendar {
  readonly requestId: string;
  readonly calendar: unknown;
}

/** Publishes days off that were announced. @throws Refusal as the mutation lists them */
export async function setCalendar(
  context: Context,
  viewer: Viewer,
  input: SetCalendar,
): Promise<{ readonly asOf: Day; readonly changedDays: readonly Day[] }> {
  const { cause } = await askAsAdmin(context, viewer, 'setCalendar', { ...input });
  const calendar = readCalendar(input.calendar);
  const { asOf } = calendar;
  const content = { asOf, json: JSON.stringify(calendar) };
  const { calendars } = context.stores;
  const { facts, recorded } = await calendars.execute(calendarId, cause, (state) => publishCalendar(state, content));
  await context.follow();
  const at = facts.findIndex(({ id }) => id === recorded[0]?.id);
  const before = facts[at - 1];
  // The same calendar again changed nothing; nor did the very first, which nothing came before.
  if (before === undefined) return { asOf, changedDays: [] };
  return { asOf, changedDays: changedDays(parseWorkingCalendar(JSON.parse(before.json)), calendar) };
}

/** Calendars outside these years are nobody's. */
const firstYear = 2000;
const lastYear = 2100;

function readCalendar(json: unknown): WorkingCalendar {
  const calendar = parsed(json);
  const { id, days, years } = calendar;
  const problems = [
    ...(id === calendarId ? [] : [`id: ${calendarId} is expected`]),
    ...repeated(days.map(({ day }) => day)).map((day) => `days: ${day} occurs twice`),
    ...years.filter((year) => year < firstYear || year > lastYear).map((year) => `years: ${year}`),
  ];
  if (problems.length > 0) throw invalid(problems);
  return calendar;
}

function parsed(json: unknown): WorkingCalendar {
  try {
    return parseWorkingCalendar(json);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // A TypeError names the wrong place; nothing in a calendar is secret.
    throw invalid([error.message]);
  }
}

function invalid(problems: readonly string[]): Refusal {
  return new Refusal('CALENDAR_INVALID', 'This is no working calendar.', { problems: problems.slice(0, 20) });
}

function repeated(days: readonly Day[]): readonly Day[] {
  return days.filter((day, at) => days.indexOf(day) < at);
}
