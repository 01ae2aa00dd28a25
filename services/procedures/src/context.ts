import type { AggregateStore, Cause, Clock, RequestContext } from '@motcua/service-kit';
import type { WorkingCalendar } from '@motcua/vietnam';
import type { CalendarFact, PublishedCalendar } from './domain/calendar.js';
import type { Office, OfficeFact, OfficeRegistration } from './domain/office.js';
import type { ProcedureDraftFact, ProcedureDraftState } from './domain/procedure-draft.js';
import type { PublishedVersion } from './domain/published-version.js';
import type { Retirement, RetirementFact } from './domain/retirement.js';
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
  readonly retirements: AggregateStore<Retirement, RetirementFact>;
  readonly drafts: AggregateStore<ProcedureDraftState, ProcedureDraftFact>;
}

/** Texts by their SHA-256, so that what was checked is what is published. */
export interface Texts {
  /** Answers the hash. */
  keep(text: string): Promise<string>;
  /** In the order of the hashes, null where there is none. */
  read(hashes: readonly string[]): Promise<readonly (string | null)[]>;
}

export interface Context {
  /** As last read; replaced as a whole, never changed. */
  readonly catalogue: Catalogue;
  readonly vocabulary: Vocabulary;
  /** Reads the stores again when they hold one of these ids: another process published it after our last reading. */
  readonly catchUp: (store: 'versions' | 'offices', ids: readonly string[]) => Promise<void>;
  /** Reads the stores again when anything was stored since; cheap when nothing was. */
  readonly follow: () => Promise<void>;
  readonly stores: Stores;
  readonly texts: Texts;
  /** One request id never stands for two inputs. Refused: REQUEST_ID_REUSED. */
  readonly registerRequest: (cause: Cause) => Promise<void>;
  readonly clock: Clock;
}

export type GraphContext = RequestContext<Context>;
