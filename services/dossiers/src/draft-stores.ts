import type { AggregateStore } from '@motcua/service-kit';
import type { Page } from './context.js';
import type { AccessRequest } from './domain/access-request.js';
import type { DraftNoticeState, ExpiryApproached } from './domain/draft-notice.js';
import type { Draft, Submission } from './domain/draft.js';
import type { ResumeLink } from './domain/guest.js';
import type { Limit } from './domain/limits.js';

export interface Drafts {
  find(id: string): Promise<Draft | null>;
  findMany(ids: readonly string[]): Promise<readonly (Draft | null)[]>;
  /** Newest first; the cursor is `cursorOf` the last one. */
  listOf(ownerKey: string, page: Page): Promise<readonly Draft[]>;
  cursorOf(draft: Draft): string;
  /** False when a draft of that id exists. */
  insert(draft: Draft): Promise<boolean>;
  /** False when the stored revision is another. */
  replace(draft: Draft, revision: number): Promise<boolean>;
  /** Stores the intent to submit; false when the draft changed or was submitted meanwhile. */
  claim(id: string, revision: number, submission: Submission): Promise<boolean>;
  markFinished(id: string): Promise<void>;
  /** Claimed before that time and not finished: a crash cut them off. */
  listUnfinished(before: Date, limit: number): Promise<readonly Draft[]>;
  listExpired(before: Date, limit: number): Promise<readonly Draft[]>;
  /** Unsubmitted, erased between those times, and their owners were not reminded of it. */
  listUnreminded(between: { readonly after: Date; readonly before: Date }, limit: number): Promise<readonly Draft[]>;
  /** For this expiry; a change of the draft begins another. */
  markReminded(id: string, expiresAt: Date): Promise<void>;
  findByResumeKey(key: string): Promise<Draft | null>;
  /** Takes the place of the link before; false when the stored revision is another. */
  keepResumeLink(id: string, revision: number, link: ResumeLink): Promise<boolean>;
  /** Empties the draft, so that nobody finds it any more; false when it was submitted or thrown away before. */
  discard(id: string, by: DraftDiscarded): Promise<boolean>;
  /** The request that threw it away; null when none did, or long ago. */
  discardedBy(id: string): Promise<string | null>;
  remove(id: string): Promise<void>;
  /** All that is not submitted. */
  moveToOffice(from: string, to: string): Promise<void>;
}

export interface DraftDiscarded {
  readonly requestId: string;
  /** Until then the request is remembered, for its repetition. */
  readonly until: Date;
}

export interface DraftNotices extends Pick<AggregateStore<DraftNoticeState, ExpiryApproached>, 'execute'> {
  /** What was told stays with who heard it; false while it was not told yet. */
  forget(draftId: string): Promise<boolean>;
}

export interface AccessRequests {
  find(id: string): Promise<AccessRequest | null>;
  /** Of equal ids the first stays. */
  insert(request: AccessRequest): Promise<void>;
  /** Stored and not looked at yet, oldest first. */
  listWaiting(limit: number): Promise<readonly AccessRequest[]>;
  /** Looked at; null where there is no such dossier. */
  settle(id: string, dossierId: string | null): Promise<void>;
  /** Counts an attempt on the newest request for what was typed that is not over; answers it with that attempt. */
  attempt(typedKey: string, at: Date): Promise<AccessRequest | null>;
  /** False when it was used before. */
  use(id: string, at: Date): Promise<boolean>;
}

/** Kept in the database, so that they hold across replicas and restarts. */
export interface Limits {
  /** Counts one more for that key; `retryAt`: when its window ends. */
  take(
    name: string,
    key: string,
    limit: Limit,
    at: Date,
  ): Promise<{ readonly allowed: boolean; readonly retryAt: Date }>;
}
