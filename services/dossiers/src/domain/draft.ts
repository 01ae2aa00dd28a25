/** An application being filled in: private scribbles of one person until the day it is submitted. */
import { Refusal } from '@motcua/service-kit/pure';
import { historyAfter, noHistory, type AnswerHistory } from './answer-changes.js';
import type { Filing } from './dossier-facts.js';
import type { ResumeLink } from './guest.js';
import { withRequest, type Intake } from './intake.js';

export type Answers = Readonly<Record<string, unknown>>;

/** Stored before anything is done about it, so that whatever is cut off can be finished. */
export interface Submission {
  readonly requestId: string;
  readonly dossierId: string;
  /** The account that files it, for the dossier's first fact: the applicant's, or the officer's at the desk. */
  readonly filedBy: string;
  /** In which to write to the applicant. */
  readonly language: 'vi' | 'en';
  readonly at: Date;
  /** At the desk: papers that were given or shown on paper. */
  readonly papersOnPaper?: readonly string[];
  /** The dossier is stored. */
  readonly finished: boolean;
}

export interface Draft extends Intake, AnswerHistory {
  readonly ownerKey: string;
  readonly procedureCode: string;
  readonly procedureVersion: number;
  readonly officeId: string;
  /** In which its owner is written to. */
  readonly language: 'vi' | 'en';
  readonly answers: Answers;
  readonly startedAt: Date;
  readonly expiresAt: Date;
  /** Nothing more is to be said about this expiry. */
  readonly reminded: boolean;
  readonly resume: ResumeLink | null;
  readonly submission: Submission | null;
}

/** Whose the drafts are that an office's desk types in on behalf of somebody; no account has such a key. */
export function deskKeyOf(officeId: string): string {
  return `desk:${officeId}`;
}

export function channelOf({ ownerKey, officeId }: Pick<Draft, 'ownerKey' | 'officeId'>): Filing['channel'] {
  return ownerKey === deskKeyOf(officeId) ? 'DESK' : 'ONLINE';
}

/** A draft nobody touched for so long is erased (ours). */
const keptMs = 30 * 86_400_000;
/** As JSON text; the largest form filled to the brim needs a quarter of it. */
const mostCharacters = 100_000;

export function startedDraft(
  about: Pick<Draft, 'id' | 'ownerKey' | 'procedureCode' | 'procedureVersion' | 'officeId' | 'language'>,
  at: Date,
): Draft {
  const empty = { ...noHistory, revision: 1, answers: {}, attachments: [], resume: null, submission: null };
  return { ...about, ...empty, startedAt: at, expiresAt: expiryAfter(at), reminded: false, requests: [] };
}

export type DraftChange = Partial<Pick<Draft, 'answers' | 'attachments' | 'procedureVersion' | 'resume'>>;

/** The next revision of a draft that may still change. */
export function changedDraft(draft: Draft, change: DraftChange, requestId: string, at: Date): Draft {
  requireOpen(draft);
  const revision = draft.revision + 1;
  return {
    ...draft,
    ...change,
    ...(change.answers === undefined ? {} : historyAfter(draft, change.answers, { revision, requestId })),
    revision,
    expiresAt: expiryAfter(at),
    reminded: false,
    requests: withRequest(draft, requestId),
  };
}

/** Null takes an answer back. Own keys only, and built anew, so that no key can reach an object's prototype. */
export function mergeAnswers(answers: Answers, changes: unknown): Answers {
  if (typeof changes !== 'object' || changes === null || Array.isArray(changes)) {
    throw new Refusal('ANSWERS_NOT_AN_OBJECT', 'Answers are an object of field keys and values.');
  }
  const merged = new Map([...Object.entries(answers), ...Object.entries(changes)]);
  const kept = Object.fromEntries([...merged].filter(([, value]) => value !== null));
  if (JSON.stringify(kept).length > mostCharacters) {
    throw new Refusal('ANSWERS_TOO_LARGE', 'The answers are longer than a form can be.', { mostCharacters });
  }
  return kept;
}

/** Refused once it was submitted. */
export function requireOpen({ submission }: Pick<Draft, 'submission'>): void {
  if (submission !== null) throw alreadySubmitted();
}

export function draftNotFound(): Refusal {
  return new Refusal('DRAFT_NOT_FOUND', 'There is no such draft, or it is not yours.');
}

export function alreadySubmitted(): Refusal {
  return new Refusal('DRAFT_ALREADY_SUBMITTED', 'This draft was submitted.');
}

function expiryAfter(at: Date): Date {
  return new Date(at.getTime() + keptMs);
}
