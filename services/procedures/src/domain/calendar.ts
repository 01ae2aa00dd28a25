/** The working calendar everybody counts by; it changes when the government announces days off. */
import { Refusal, type Aggregate } from '@motcua/service-kit/pure';
import { addDays, explainDay, type Day, type WorkingCalendar } from '@motcua/vietnam';

export interface CalendarContent {
  /** The day of the announcements it holds; its version. */
  readonly asOf: string;
  /** The calendar as JSON text: kept to the letter. */
  readonly json: string;
}

export type PublishedCalendar =
  { readonly status: 'NONE' } | { readonly status: 'PUBLISHED'; readonly asOf: string; readonly json: string };

export type CalendarFact = { readonly type: 'CalendarPublished' } & CalendarContent;

export const calendarAggregate: Aggregate<PublishedCalendar, CalendarFact> = {
  name: 'calendars',
  initial: { status: 'NONE' },
  evolve: (_, { asOf, json }) => ({ status: 'PUBLISHED', asOf, json }),
};

export const calendarId = 'cal_vn';

/** A file of a day before the one published is left alone: somebody announced days off since. */
export function loadCalendar(state: PublishedCalendar, content: CalendarContent): readonly CalendarFact[] {
  return state.status === 'PUBLISHED' && content.asOf < state.asOf ? [] : publishCalendar(state, content);
}

/** The same calendar again changes nothing; another one must be of a later day. @throws Refusal CALENDAR_NOT_LATER */
export function publishCalendar(state: PublishedCalendar, content: CalendarContent): readonly CalendarFact[] {
  if (state.status === 'PUBLISHED') {
    if (state.json === content.json) return [];
    if (content.asOf <= state.asOf) {
      throw new Refusal('CALENDAR_NOT_LATER', 'Another calendar needs a later day than the one published.', {
        asOf: content.asOf,
        published: state.asOf,
      });
    }
  }
  return [{ type: 'CalendarPublished', ...content }];
}

/** Days that became a working day, or a day off, or one of another kind, in order; names and notes do not count. */
export function changedDays(before: WorkingCalendar, after: WorkingCalendar): readonly Day[] {
  const listed = [before, after].flatMap(({ days }) => days.map(({ day }) => day));
  const weekends = before.weekend.join() === after.weekend.join() ? [] : [...before.years, ...after.years];
  const days = new Set([...listed, ...weekends.flatMap(daysOf)]);
  const changed = [...days].filter((day) => explainDay(day, before).reason !== explainDay(day, after).reason);
  return changed.sort();
}

function daysOf(year: number): readonly Day[] {
  return Array.from({ length: 366 }, (_, at) => addDays(`${year}-01-01`, at)).filter((day) =>
    day.startsWith(`${year}`),
  );
}
