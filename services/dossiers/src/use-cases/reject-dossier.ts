import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { reject } from '../domain/refusal-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** The leader rejects what was proposed after appraisal. */
export function rejectDossier(context: Context, viewer: Viewer, act: DossierAct): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, moment) => reject(party, moment));
}
