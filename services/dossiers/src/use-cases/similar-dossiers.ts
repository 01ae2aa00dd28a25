import type { Context, StoredDossier } from '../context.js';
import { sights } from '../domain/access.js';
import { channelOf, type Draft } from '../domain/draft.js';
import type { Party } from '../domain/party.js';
import { duplicateKeysOf } from './blind-keys.js';
import { seenBy, type SeenDossier } from './see-dossier.js';

/** More than a person can compare; the desk's queue finds the rest. */
const mostShown = 20;
/** The new one and two more: where there are two, they were noted when the second of them was filed. */
const mostNoted = 3;

/**
 * Open dossiers of the office about the same people under the same procedure; null for whom they are none of their
 * business. They are noticed and shown, and never stand in anybody's way.
 */
export async function findPossibleDuplicates(
  { dossiers }: Pick<Context, 'dossiers'>,
  party: Party,
  { id, relation, state: { officeId, duplicateKeys } }: SeenDossier,
): Promise<readonly SeenDossier[] | null> {
  if (sights.possibleDuplicates[relation] !== 'full') return null;
  const alike = await dossiers.listSimilar(duplicateKeys, { officeId }, mostShown + 1);
  return seenOthers(party, alike, (other) => other.id === id);
}

/**
 * The applicant's own open dossiers that this draft would be filed once more beside, never anybody else's; at the desk those
 * of the office.
 */
export async function findSimilarToDraft(
  context: Pick<Context, 'catalogue' | 'dossiers' | 'vault'>,
  party: Party,
  draft: Draft,
): Promise<readonly SeenDossier[]> {
  const definition = await context.catalogue.getVersion(draft.procedureCode, draft.procedureVersion);
  const keys = duplicateKeysOf(context, definition, draft);
  const { officeId, ownerKey: applicantKey } = draft;
  const among = channelOf(draft) === 'DESK' ? { officeId } : { applicantKey };
  const alike = await context.dossiers.listSimilar(keys, among, mostShown + 1);
  return seenOthers(party, alike, ({ id }) => id === draft.submission?.dossierId);
}

/**
 * Both sides are noted after the new one is stored: of two that are filed at once, at least one finds the other. Done
 * again after a crash it notes the same.
 */
export async function noteLookAlikes(
  { dossiers, lookAlikes }: Pick<Context, 'dossiers' | 'lookAlikes'>,
  { id: newId, state }: StoredDossier,
): Promise<void> {
  if (state.status === 'NONE') return;
  const { officeId, duplicateKeys } = state;
  const alike = await Promise.all(duplicateKeys.map((key) => dossiers.listSimilar([key], { officeId }, mostNoted)));
  const others = new Set(alike.flat().map(({ id }) => id));
  others.delete(newId);
  if (others.size > 0) await lookAlikes.note([newId, ...others], officeId);
}

function seenOthers(
  party: Party,
  alike: readonly StoredDossier[],
  isItself: (stored: StoredDossier) => boolean,
): readonly SeenDossier[] {
  const others = alike.filter((stored) => !isItself(stored));
  return others.flatMap((stored) => seenBy(party, stored) ?? []).slice(0, mostShown);
}
