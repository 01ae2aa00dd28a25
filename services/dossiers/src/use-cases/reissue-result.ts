import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { reissue } from '../domain/hand-over-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** A fresh copy in the place of a parcel that did not arrive. */
export function reissueResult(context: Context, viewer: Viewer, act: DossierAct): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, { at }) => reissue(party, at));
}
