import type { Vault } from '@motcua/service-kit';
import type { Attachment } from '../domain/attachment.js';

/** An attachment as MongoDB holds it: what a person called the file only encrypted. */
export interface AttachmentRow extends Omit<Attachment, 'fileName'> {
  readonly encryptedName: string;
}

/** Under whose key, and where: a name that was moved elsewhere does not decrypt. */
interface Kept {
  readonly vault: Vault;
  readonly wrappedKey: string;
  /** `drafts/<id>` */
  readonly place: string;
}

export function toAttachmentRows(
  attachments: readonly Attachment[],
  { vault, wrappedKey, place }: Kept,
): readonly AttachmentRow[] {
  return attachments.map(({ fileName, ...attachment }) => ({
    ...attachment,
    encryptedName: vault.encrypt(wrappedKey, nameOf(place, attachment), fileName),
  }));
}

export function toAttachments(
  rows: readonly AttachmentRow[],
  { vault, wrappedKey, place }: Kept,
): readonly Attachment[] {
  return rows.map(({ encryptedName, ...attachment }) => ({
    ...attachment,
    fileName: String(vault.decrypt(wrappedKey, nameOf(place, attachment), encryptedName)),
  }));
}

const nameOf = (place: string, { id }: Pick<Attachment, 'id'>): string => `${place}/attachments/${id}`;
