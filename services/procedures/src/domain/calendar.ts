/** The working calendar everybody counts by; it changes when the government announces days off. */
import type { Aggregate } from '@motcua/service-kit/pure';

export type PublishedCalendar = { readonly status: 'NONE' } | { readonly status: 'PUBLISHED'; readonly json: string };

export interface CalendarFact {
  readonly type: 'CalendarPublished';
  readonly asOf: string;
  /** The calendar as JSON text: kept to the letter. */
  readonly json: string;
}

export const calendarAggregate: Aggregate<PublishedCalendar, CalendarFact> = {
  name: 'calendars',
  initial: { status: 'NONE' },
  evolve: (_, { json }) => ({ status: 'PUBLISHED', json }),
};

export const calendarId = 'cal_vn';

/** The same calendar again changes nothing. */
export function publishCalendar(state: PublishedCalendar, asOf: string, json: string): readonly CalendarFact[] {
  if (state.status === 'PUBLISHED' && state.json === json) return [];
  return [{ type: 'CalendarPublished', asOf, json }];
}
