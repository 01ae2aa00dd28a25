import type { AggregateStore, Stored } from '@motcua/service-kit';
import type { AgencyNoticeState, AnswerRefused } from './domain/agency-notice.js';
import type { QueueOrder, QueuePlace, QueueWanted } from './domain/desk-queue.js';
import type { DeskGroup } from './domain/desk-summary.js';
import type { DossierFact } from './domain/dossier-facts.js';
import type { DossierState } from './domain/dossier.js';
import type { Officer } from './domain/party.js';

export type StoredDossier = Stored<DossierState, DossierFact>;

/** A part of a list: what comes after the cursor, at most `limit`. */
export interface Page {
  readonly limit: number;
  readonly after: string | null;
}

export interface Dossiers
  extends
    DossierSweeps,
    DossierRegister,
    Pick<AggregateStore<DossierState, DossierFact>, 'execute' | 'find' | 'findMany'> {
  findByCode(code: string): Promise<StoredDossier | null>;
  /** By the blind index of its receipt token. */
  findByReceiptKey(receiptKey: string): Promise<StoredDossier | null>;
  /** Newest first; the cursor is a dossier's id. */
  listOfApplicant(applicantKey: string, page: Page): Promise<readonly StoredDossier[]>;
  /** The queue of an office's desk, from behind a place on. */
  listQueue(
    wanted: QueueWanted,
    order: QueueOrder,
    page: { readonly limit: number; readonly after: QueuePlace | null },
  ): Promise<readonly StoredDossier[]>;
  /** What the desk is not done with, as it stands to that officer at that time. */
  countGroups(officeId: string, officerId: string, now: Date): Promise<readonly DeskGroup[]>;
  /** Not at their end and about one of these people; oldest first. */
  listSimilar(
    duplicateKeys: readonly string[],
    among: { readonly officeId: string } | { readonly applicantKey: string },
    limit: number,
  ): Promise<readonly StoredDossier[]>;
  /** There is another one of its office for `listSimilar`. */
  hasSimilar(stored: StoredDossier): Promise<boolean>;
  /** Decided before that time, and not all of it done. */
  listErasing(before: Date, limit: number): Promise<readonly StoredDossier[]>;
  /** The national portal was not told how they stand now; the cursor is a dossier's id. */
  listUnsynced(page: Page): Promise<readonly StoredDossier[]>;
  /** Takes what is personal out of the facts, once their events were told; false until then. */
  redactFacts(id: string): Promise<boolean>;
}

/** What an office received from one instant up to another, in that order. */
export interface DossierRegister {
  listReceived(officeId: string, from: Date, until: Date, limit: number): Promise<readonly StoredDossier[]>;
  countReceived(officeId: string, from: Date, until: Date, limit: number): Promise<number>;
}

/** What timers go through. */
export interface DossierSweeps {
  /** Something is to be noticed by that time; what is due longest comes first. */
  listAlarming(now: Date, limit: number): Promise<readonly StoredDossier[]>;
  /** Those with a promised date, and those that wait for a supplement before they have one; the cursor is an id. */
  listPromised(page: Page): Promise<readonly StoredDossier[]>;
  /** Whatever an office still has, in no order. */
  listLeftAt(officeId: string, limit: number): Promise<readonly StoredDossier[]>;
}

/** How far promises were worked out anew for a calendar, by its sequence. */
export interface Recalculations {
  find(sequence: number): Promise<{ readonly after: string | null; readonly done: boolean }>;
  keep(sequence: number, progress: { readonly after: string | null; readonly done: boolean }): Promise<void>;
}

/** The data key of each dossier, wrapped: without it nothing personal of the dossier can be read again. */
export interface DataKeys {
  /** The dossier's key, made when there was none; null once it was forgotten, for it never comes back. */
  open(dossierId: string): Promise<string | null>;
  /** Null once it was forgotten. What is asked at once is read at once. */
  find(dossierId: string): Promise<string | null>;
  forget(dossierId: string, at: Date): Promise<void>;
}

/** What agencies were told beside any dossier. */
export type AgencyNotices = Pick<AggregateStore<AgencyNoticeState, AnswerRefused>, 'execute'>;

/** Dossiers that looked like another one of their office when one of the two was filed; forgotten at their end. */
export interface LookAlikes {
  note(dossierIds: readonly string[], officeId: string): Promise<void>;
  /** Oldest first; the cursor is a dossier's id. */
  listOf(officeId: string, page: Page): Promise<readonly string[]>;
  forget(dossierId: string): Promise<void>;
}

/** Officers who listed or acted at an office: those to whom work can be given there. */
export interface DeskOfficers {
  note(officer: Pick<Officer, 'id' | 'officeId'>, at: Date): Promise<void>;
  isKnown(officeId: string, officerId: string): Promise<boolean>;
}
