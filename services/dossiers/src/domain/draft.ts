/** An application being filled in: private scribbles of one citizen until the day it is submitted. */
import { Refusal } from '@motcua/service-kit/pure';
import type { Attachment } from './attachment.js';

export type Answers = Readonly<Record<string, unknown>>;

/** Stored before anything is done about it, so that whatever is cut off can be finished. */
export interface Submission {
  readonly requestId: string;
  readonly dossierId: string;
  /** The applicant's account, for the dossier's first fact. */
  readonly applicantId: string;
  /** In which to write to the applicant. */
  readonly language: 'vi' | 'en';
  readonly at: Date;
  /** The dossier is stored. */
  readonly finished: boolean;
}

export interface Draft {
  readonly id: string;
  readonly ownerKey: string;
  readonly procedureCode: string;
  readonly procedureVersion: number;
  readonly officeId: string;
  /** Rises with each change. */
  readonly revision: number;
  readonly answers: Answers;
  readonly attachments: readonly Attachment[];
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly submission: Submission | null;
  /** The latest ones that changed it, so that repeating one changes nothing. */
  readonly requests: readonly string[];
}

/** A draft nobody touched for so long is erased (ours). */
const keptMs = 30 * 86_400_000;
/** As JSON text; the largest form filled to the brim needs a quarter of it. */
const mostCharacters = 100_000;
/** A device repeats a request within minutes, not after a hundred others. */
const mostRequests = 100;

export function startedDraft(
  about: Pick<Draft, 'id' | 'ownerKey' | 'procedureCode' | 'procedureVersion' | 'officeId'>,
  at: Date,
): Draft {
  const expiresAt = new Date(at.getTime() + keptMs);
  const empty = { revision: 1, answers: {}, attachments: [], submission: null };
  return { ...about, ...empty, startedAt: at, expiresAt, requests: [] };
}

/** The next revision of a draft that may still change. */
export function changedDraft(
  draft: Draft,
  change: Partial<Pick<Draft, 'answers' | 'attachments'>>,
  requestId: string,
  at: Date,
): Draft {
  if (draft.submission !== null) throw alreadySubmitted();
  return {
    ...draft,
    ...change,
    revision: draft.revision + 1,
    expiresAt: new Date(at.getTime() + keptMs),
    requests: [...draft.requests, requestId].slice(-mostRequests),
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

/** Two devices: the later one learns that the draft is not what it saw. */
export function expectRevision({ revision }: Pick<Draft, 'revision'>, expected: number | null | undefined): void {
  if (expected !== null && expected !== undefined && expected !== revision) {
    throw new Refusal('DRAFT_CHANGED', 'The draft was changed elsewhere.', { revision });
  }
}

export function draftNotFound(): Refusal {
  return new Refusal('DRAFT_NOT_FOUND', 'There is no such draft, or it is not yours.');
}

export function alreadySubmitted(): Refusal {
  return new Refusal('DRAFT_ALREADY_SUBMITTED', 'This draft was submitted.');
}
