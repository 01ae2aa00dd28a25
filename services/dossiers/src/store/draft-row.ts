import type { Vault } from '@motcua/service-kit';
import { noHistory, type AnswerHistory } from '../domain/answer-changes.js';
import type { Answers, Draft } from '../domain/draft.js';
import { toAttachmentRows, toAttachments, type AttachmentRow } from './attachment-rows.js';

/** A draft as MongoDB holds it: answers (those that were overwritten, too) and file names only encrypted. */
export interface DraftRow extends Omit<Draft, 'id' | 'answers' | 'attachments' | keyof AnswerHistory> {
  readonly _id: string;
  readonly wrappedKey: string;
  readonly encryptedAnswers: string;
  readonly encryptedHistory: string;
  /** The request that threw it away; it is empty since, and nobody finds it. */
  readonly discardedBy: string | null;
  readonly attachments: readonly AttachmentRow[];
}

export function toRow(draft: Draft, vault: Vault, wrappedKey: string): DraftRow {
  const { id, answers, attachments, fieldRevisions, replacements, ...rest } = draft;
  return {
    ...rest,
    _id: id,
    wrappedKey,
    discardedBy: null,
    encryptedAnswers: vault.encrypt(wrappedKey, answersOf(id), answers),
    encryptedHistory: vault.encrypt(wrappedKey, historyOf(id), { fieldRevisions, replacements }),
    attachments: toAttachmentRows(attachments, { vault, wrappedKey, place: placeOf(id) }),
  };
}

export function toDraft(row: DraftRow, vault: Vault): Draft {
  const { _id: id, wrappedKey, encryptedAnswers, encryptedHistory, attachments, ...rest } = row;
  // What toRow encrypted; the vault proves that nobody else wrote it.
  const history = vault.decrypt(wrappedKey, historyOf(id), encryptedHistory) as AnswerHistory;
  return {
    ...rest,
    ...history,
    id,
    answers: toAnswers(vault.decrypt(wrappedKey, answersOf(id), encryptedAnswers)),
    attachments: toAttachments(attachments, { vault, wrappedKey, place: placeOf(id) }),
  };
}

/** What is left of a draft that was thrown away, under a data key that never held anything. */
export function emptied(id: string, vault: Vault): Partial<DraftRow> {
  const wrappedKey = vault.newDataKey();
  return {
    wrappedKey,
    encryptedAnswers: vault.encrypt(wrappedKey, answersOf(id), {}),
    encryptedHistory: vault.encrypt(wrappedKey, historyOf(id), noHistory),
    attachments: [],
    resume: null,
  };
}

const placeOf = (id: string): string => `drafts/${id}`;
const answersOf = (id: string): string => `${placeOf(id)}/answers`;
const historyOf = (id: string): string => `${placeOf(id)}/history`;

function toAnswers(value: unknown): Answers {
  if (typeof value !== 'object' || value === null) throw new Error('a draft holds answers that are no object');
  return { ...value };
}
