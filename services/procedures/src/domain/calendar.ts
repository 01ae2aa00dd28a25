/** The working calendar everybody counts by; it changes when the government announces days off. */
import { Refusal, type Aggregate } from '@motcua/service-kit/pure';

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

/** The same calendar again changes nothing; another one must be of a later day. */
export function publishCalendar(state: PublishedCalendar, content: CalendarContent): readonly CalendarFact[] {
  if (state.status === 'PUBLISHED') {
    if (state.json === content.json) return [];
    if (content.asOf <= state.asOf) {
      throw new Refusal('CALENDAR_NOT_NEWER', 'Another calendar needs a later day than the one published.', {
        asOf: content.asOf,
        published: state.asOf,
      });
    }
  }
  return [{ type: 'CalendarPublished', ...content }];
}
