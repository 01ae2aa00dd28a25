import type { Vault } from '@motcua/service-kit';
import type { Attachment } from '../domain/attachment.js';
import type { Answers, Draft } from '../domain/draft.js';

/** A draft as MongoDB holds it: answers and file names only encrypted. */
export interface DraftRow extends Omit<Draft, 'id' | 'answers' | 'attachments'> {
  readonly _id: string;
  readonly wrappedKey: string;
  readonly encryptedAnswers: string;
  readonly attachments: readonly AttachmentRow[];
}

interface AttachmentRow extends Omit<Attachment, 'fileName'> {
  readonly encryptedName: string;
}

export function toRow({ id, answers, attachments, ...rest }: Draft, vault: Vault, wrappedKey: string): DraftRow {
  return {
    ...rest,
    _id: id,
    wrappedKey,
    encryptedAnswers: vault.encrypt(wrappedKey, answersOf(id), answers),
    attachments: attachments.map(({ fileName, ...attachment }) => ({
      ...attachment,
      encryptedName: vault.encrypt(wrappedKey, nameOf(id, attachment.id), fileName),
    })),
  };
}

export function toDraft(row: DraftRow, vault: Vault): Draft {
  const { _id: id, wrappedKey, encryptedAnswers, attachments, ...rest } = row;
  return {
    ...rest,
    id,
    answers: toAnswers(vault.decrypt(wrappedKey, answersOf(id), encryptedAnswers)),
    attachments: attachments.map(({ encryptedName, ...attachment }) => ({
      ...attachment,
      fileName: String(vault.decrypt(wrappedKey, nameOf(id, attachment.id), encryptedName)),
    })),
  };
}

const answersOf = (id: string): string => `drafts/${id}/answers`;
const nameOf = (id: string, attachmentId: string): string => `drafts/${id}/attachments/${attachmentId}`;

function toAnswers(value: unknown): Answers {
  if (typeof value !== 'object' || value === null) throw new Error('a draft holds answers that are no object');
  return { ...value };
}
