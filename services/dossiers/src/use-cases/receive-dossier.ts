import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { receive } from '../domain/decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** The desk accepts a complete dossier: the clock starts, slip 01 is issued. */
export function receiveDossier(context: Context, viewer: Viewer, act: DossierAct): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, moment) => receive(party, moment));
}
