import type { AggregateStore, Clock, RequestContext } from '@motcua/service-kit';
import type { WorkingCalendar } from '@motcua/vietnam';
import type { CalendarFact, PublishedCalendar } from './domain/calendar.js';
import type { Office, OfficeFact, OfficeRegistration } from './domain/office.js';
import type { PublishedVersion } from './domain/published-version.js';
import type { Vocabulary } from './domain/vocabulary.js';
import type { VersionFact, VersionState } from './domain/version.js';

/** What the stores hold, in memory: eight procedures and a handful of offices are answered without asking a database. */
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
  /** As last read; replaced as a whole, never changed. */
  readonly catalogue: Catalogue;
  readonly vocabulary: Vocabulary;
  /** Reads the stores again when they hold one of these ids: another process published it after our last reading. */
  readonly catchUp: (store: 'versions' | 'offices', ids: readonly string[]) => Promise<void>;
  readonly clock: Clock;
}

export type GraphContext = RequestContext<Context>;
