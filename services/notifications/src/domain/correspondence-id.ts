/** A dossier has one correspondence, so each id follows from the other, and every message names both. */
import { Refusal } from '@motcua/service-kit/pure';

export function correspondenceIdOf(dossierId: string): string {
  if (!/^dos_\w{1,40}$/.test(dossierId)) throw new Refusal('DOSSIER_ID_MALFORMED', 'This is not the id of a dossier.');
  return dossierId.replace('dos_', 'cor_');
}

/** Null for an id that no message has. */
export function dossierIdOf(messageId: string): string | null {
  const ulid = /^msg_(\w{1,40})\./.exec(messageId)?.[1];
  return ulid === undefined ? null : `dos_${ulid}`;
}
