import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { withdraw } from '../domain/ending-decisions.js';
import { actAsApplicant, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** The applicant takes the dossier back before it is signed. */
export function withdrawDossier(context: Context, viewer: Viewer, act: DossierAct): Promise<SeenDossier> {
  return actAsApplicant(context, viewer, act, (party, moment) => withdraw(party, act.dossierId, moment));
}
