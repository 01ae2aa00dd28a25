import type { ProcedureDefinition } from '@motcua/procedure-definition';
import {
  derivedId,
  type AccessTokenMinter,
  type Cause,
  type Clock,
  type Log,
  type RequestContext,
  type Sealer,
  type SignedLinks,
  type Vault,
  type Viewer,
} from '@motcua/service-kit';
import type { WorkingCalendar } from '@motcua/vietnam';
import type { AccessEntry } from './domain/access-entry.js';
import type { Party } from './domain/party.js';
import type { AgencyNotices, DataKeys, DeskOfficers, Dossiers, LookAlikes, Recalculations } from './dossier-stores.js';
import type { NationalMessage } from './domain/national-message.js';
import type { AccessRequests, DraftNotices, Drafts, Limits } from './draft-stores.js';
import type { Files, Inspector, Scanner, SupplementFilesStore } from './file-stores.js';
import type { DocumentSigner } from './providers/document-signer.js';

export type * from './dossier-stores.js';
export type * from './draft-stores.js';
export type * from './file-stores.js';

/** All that use cases reach; `main.ts` fills it in. */
export interface Context {
  readonly dossiers: Dossiers;
  readonly dataKeys: DataKeys;
  readonly lookAlikes: LookAlikes;
  readonly deskOfficers: DeskOfficers;
  readonly recalculations: Recalculations;
  readonly agencyNotices: AgencyNotices;
  readonly drafts: Drafts;
  readonly draftNotices: DraftNotices;
  readonly accessRequests: AccessRequests;
  readonly limits: Limits;
  readonly files: Files;
  readonly supplementFiles: SupplementFilesStore;
  readonly catalogue: Catalogue;
  readonly codes: Codes;
  readonly captcha: Captcha;
  readonly spentCaptchas: SpentCaptchas;
  /** Null: nothing is told to the national portal. */
  readonly nationalPortal: NationalPortal | null;
  readonly accesses: Accesses;
  readonly inspector: Inspector;
  /** Null: none is configured, and our own checks are all there are. */
  readonly scanner: Scanner | null;
  /** Tokens for people without an account. */
  readonly accessTokens: AccessTokenMinter;
  /** Signs what printed papers say. */
  readonly documents: DocumentSigner;
  /** Short-lived, to be downloaded from without a viewer. */
  readonly links: SignedLinks<'file' | 'slip' | 'official-slip' | 'register'>;
  readonly vault: Vault;
  readonly sealer: Sealer;
  /** Where links lead to, without a slash at the end. */
  readonly portalUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  /** One request id never stands for two inputs. Refused: REQUEST_ID_REUSED. */
  readonly registerRequest: (cause: Cause) => Promise<void>;
}

export type GraphContext = RequestContext<Context>;

export interface Office {
  readonly id: string;
  readonly codePrefix: string;
  readonly procedureCodes: readonly string[];
  readonly name: { readonly vi: string; readonly en?: string | undefined };
  readonly phone: string;
  readonly address: string;
  /** The last day on which it takes dossiers; null while it is open. */
  readonly validUntil: string | null;
  /** Who took over; null while it is open, or when nobody did. */
  readonly successorOfficeId: string | null;
}

/** What was heard from procedures; what is older never takes the place of what is newer. */
export interface Catalogue {
  keepVersion(definition: ProcedureDefinition): Promise<void>;
  keepOffice(office: Office, sequence: number): Promise<void>;
  keepCalendar(calendar: WorkingCalendar, sequence: number): Promise<void>;
  /** `retiredFrom` is the first day on which the procedure is not offered. */
  keepRetirement(procedureCode: string, retiredFrom: string, sequence: number): Promise<void>;
  /** The newest version in force on that day; null as well once the procedure is retired. */
  findInForce(procedureCode: string, day: string): Promise<ProcedureDefinition | null>;
  getVersion(procedureCode: string, version: number): Promise<ProcedureDefinition>;
  findOffice(id: string): Promise<Office | null>;
  /** Closed before that day, and taken over. */
  listSucceeded(day: string): Promise<readonly Office[]>;
  /** As last heard, read afresh; null before anything was. */
  findCalendar(): Promise<{ readonly sequence: number; readonly calendar: WorkingCalendar } | null>;
  getCalendar(): Promise<WorkingCalendar>;
}

export interface Codes {
  /** The number of that draft in the office's day, from 1 without gaps; the same at each call. */
  numberFor(draftId: string, of: { readonly codePrefix: string; readonly day: string }): Promise<number>;
}

export interface Captcha {
  issue(): Promise<{ readonly challenge: object; readonly expiresAt: Date }>;
  /** The challenge's own id and end of life; throws CAPTCHA_WRONG. */
  check(answer: string): Promise<{ readonly challengeId: string; readonly expiresAt: Date }>;
}

export interface SpentCaptchas {
  /** False when the challenge was spent for another draft. */
  spend(challengeId: string, draftId: string, expiresAt: Date): Promise<boolean>;
}

export interface NationalPortal {
  /** Resolves when the portal has it, or what brings it there. The same message again does no harm. */
  send(message: NationalMessage): Promise<void>;
}

export interface Accesses {
  record(entry: AccessEntry): Promise<void>;
  /** Newest first. */
  listOf(dossierId: string, limit: number): Promise<readonly AccessEntry[]>;
}

/** The viewer as the rules see them. */
export function partyOf(viewer: Viewer): Party {
  switch (viewer.kind) {
    case 'citizen':
      return { kind: 'citizen', applicantKey: derivedId('apk', viewer.id) };
    case 'guest':
    case 'officer':
    case 'agency':
    case 'anonymous':
    case 'catalogue-admin':
    case 'operator':
      return viewer;
  }
}
