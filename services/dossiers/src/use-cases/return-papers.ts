import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { returnPapers as giveBack } from '../domain/ending-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** What was brought on paper went back. */
export function returnPapers(context: Context, viewer: Viewer, act: DossierAct): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, { at }) => giveBack(party, at));
}
