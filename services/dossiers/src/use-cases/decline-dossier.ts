import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { decline } from '../domain/refusal-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** A second officer of the desk declines what the first one proposed. */
export function declineDossier(context: Context, viewer: Viewer, act: DossierAct): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, { at }) => decline(party, at));
}
