import { Refusal } from '@motcua/service-kit';
import type { Context } from '../context.js';
import type { EncryptedNote } from '../domain/desk-facts.js';

type Keyed = Pick<Context, 'vault' | 'dataKeys'>;

const longestNote = 2_000;

/** An officer's words under the dossier's data key; null for none, or when personal data was erased meanwhile. */
export async function encryptNote(
  { vault, dataKeys }: Keyed,
  dossierId: string,
  note: string | null | undefined,
): Promise<EncryptedNote> {
  const words = note?.normalize('NFC').trim() ?? '';
  if (words === '') return null;
  if (words.length > longestNote) {
    throw new Refusal('NOTE_TOO_LONG', `A note has at most ${String(longestNote)} characters.`, {
      longest: longestNote,
    });
  }
  const wrappedKey = await dataKeys.find(dossierId);
  return wrappedKey === null ? null : vault.encrypt(wrappedKey, placeOf(dossierId), words);
}

export async function decryptNote(
  { vault, dataKeys }: Keyed,
  dossierId: string,
  note: EncryptedNote,
): Promise<string | null> {
  const wrappedKey = note === null ? null : await dataKeys.find(dossierId);
  return note === null || wrappedKey === null ? null : String(vault.decrypt(wrappedKey, placeOf(dossierId), note));
}

function placeOf(dossierId: string): string {
  return `dossiers/${dossierId}/note`;
}
