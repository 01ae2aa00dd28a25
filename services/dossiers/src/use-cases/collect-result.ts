import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { collect } from '../domain/hand-over-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** The applicant takes the electronic result; from then on it may be downloaded. */
export function collectResult(context: Context, viewer: Viewer, act: DossierAct): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, { at }) => collect(party, act.dossierId, at));
}
