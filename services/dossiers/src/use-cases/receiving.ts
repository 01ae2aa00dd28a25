import type { Context } from '../context.js';
import type { Receiving } from '../domain/receivers.js';

type Keyed = Pick<Context, 'vault' | 'dataKeys'>;

/** Without a key there is no such dossier, or it is long closed: both are refused. */
export async function encryptReceiving(
  { vault, dataKeys }: Keyed,
  dossierId: string,
  receiving: Receiving,
): Promise<string> {
  const wrappedKey = await dataKeys.find(dossierId);
  return wrappedKey === null ? '' : vault.encrypt(wrappedKey, placeOf(dossierId), receiving);
}

/** Null where personal data was erased. */
export async function decryptReceiving(
  { vault, dataKeys }: Keyed,
  dossierId: string,
  encrypted: string,
): Promise<Receiving | null> {
  const wrappedKey = await dataKeys.find(dossierId);
  if (wrappedKey === null || encrypted === '') return null;
  return vault.decrypt(wrappedKey, placeOf(dossierId), encrypted) as Receiving; // as encrypted above; the vault proves it
}

function placeOf(dossierId: string): string {
  return `dossiers/${dossierId}/receivers`;
}
