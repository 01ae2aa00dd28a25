import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { sign } from '../domain/result-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** The leader signs; the result is released when nothing is owed. */
export function signResult(context: Context, viewer: Viewer, act: DossierAct): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, moment) => sign(party, moment));
}
