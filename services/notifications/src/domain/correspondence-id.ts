/** A dossier has one correspondence, so each id follows from the other, and every message names both; likewise a draft. */
import { Refusal } from '@motcua/service-kit/pure';

export function correspondenceIdOf(dossierId: string): string {
  if (!/^dos_\w{1,40}$/.test(dossierId)) throw new Refusal('DOSSIER_ID_MALFORMED', 'This is not the id of a dossier.');
  return dossierId.replace('dos_', 'cor_');
}

/** A draft that was reminded of has a correspondence too, beside that of the dossier it may become. */
export function draftCorrespondenceIdOf(draftId: string): string {
  if (!/^drf_\w{1,40}$/.test(draftId)) throw new Refusal('DRAFT_ID_MALFORMED', 'This is not the id of a draft.');
  return draftId.replace('drf_', 'cor_');
}

/** Null for an id that no message has. */
export function dossierIdOf(messageId: string): string | null {
  const ulid = /^msg_(\w{1,40})\./.exec(messageId)?.[1];
  return ulid === undefined ? null : `dos_${ulid}`;
}
