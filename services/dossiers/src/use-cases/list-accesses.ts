import type { Context } from '../context.js';
import { sights } from '../domain/access.js';
import type { AccessEntry } from '../domain/access-entry.js';
import type { SeenDossier } from './see-dossier.js';

const mostShown = 200;

/** Who looked, newest first; for the applicant alone. */
export async function listAccesses(
  { accesses }: Context,
  { id, relation }: SeenDossier,
): Promise<readonly AccessEntry[] | null> {
  return sights.accesses[relation] === 'full' ? accesses.listOf(id, mostShown) : null;
}
