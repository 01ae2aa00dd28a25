import type { Context, StoredDossier } from '../context.js';
import { relationOf, type Relation } from '../domain/access.js';
import type { FiledDossier } from '../domain/dossier.js';
import type { Party } from '../domain/party.js';

/** A dossier before somebody who may see it, and what they have to do with it. */
export interface SeenDossier {
  readonly stored: StoredDossier;
  readonly id: string;
  readonly state: FiledDossier;
  readonly relation: Relation;
}

/** Null where the party may not see it, as where there is none. */
export function seenBy(party: Party, stored: StoredDossier | null): SeenDossier | null {
  if (stored === null || stored.state.status === 'NONE') return null;
  const relation = relationOf(party, stored.state, stored.id);
  return relation === null ? null : { stored, id: stored.id, state: stored.state, relation };
}

/** In the order of the ids. */
export async function seeDossiers(
  { dossiers }: Pick<Context, 'dossiers'>,
  party: Party,
  ids: readonly string[],
): Promise<readonly (SeenDossier | null)[]> {
  return (await dossiers.findMany(ids)).map((stored) => seenBy(party, stored));
}
