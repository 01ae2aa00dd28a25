import type { Context } from '../context.js';
import { dossierNotFound, requireApplicantOrDesk } from '../domain/access.js';
import { dossier } from '../domain/dossier.js';
import type { Party } from '../domain/party.js';
import type { SeenDossier } from './see-dossier.js';

/** A dossier before its applicant, or before the desk on their behalf. Refused: DOSSIER_NOT_FOUND, FORBIDDEN. */
export async function findForApplicant(
  { dossiers }: Pick<Context, 'dossiers'>,
  party: Party,
  id: string,
): Promise<Omit<SeenDossier, 'relation'>> {
  const stored = await dossiers.find(id);
  requireApplicantOrDesk(party, stored?.state ?? dossier.initial, id);
  if (stored === null || stored.state.status === 'NONE') throw dossierNotFound();
  return { stored, id, state: stored.state };
}
