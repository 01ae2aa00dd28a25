import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { stop } from '../domain/ending-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** The leader ends a dossier whose supplement was not answered in time. */
export function stopDossier(context: Context, viewer: Viewer, act: DossierAct): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, moment) => stop(party, moment));
}
