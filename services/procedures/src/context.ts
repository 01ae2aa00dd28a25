import type { AggregateStore, Clock, RequestContext } from '@motcua/service-kit';
import type { WorkingCalendar } from '@motcua/vietnam';
import type { CalendarFact, PublishedCalendar } from './domain/calendar.js';
import type { Office, OfficeFact, OfficeRegistration } from './domain/office.js';
import type { PublishedVersion } from './domain/published-version.js';
import type { VersionFact, VersionState } from './domain/version.js';

/** What the stores hold, read once: eight procedures and a handful of offices are answered without asking a database. */
export interface Catalogue {
  readonly versions: readonly PublishedVersion[];
  readonly offices: readonly Office[];
  readonly calendar: WorkingCalendar;
}

export interface Stores {
  readonly versions: AggregateStore<VersionState, VersionFact>;
  readonly offices: AggregateStore<OfficeRegistration, OfficeFact>;
  readonly calendars: AggregateStore<PublishedCalendar, CalendarFact>;
}

export interface Context {
  readonly catalogue: Catalogue;
  readonly clock: Clock;
}

export type GraphContext = RequestContext<Context>;
