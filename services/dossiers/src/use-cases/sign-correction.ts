import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { signCorrection as sign } from '../domain/result-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** What it corrects holds no longer. */
export function signCorrection(
  context: Context,
  viewer: Viewer,
  act: DossierAct & { readonly documentId: string },
): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, { at }) => sign(party, act.documentId, at));
}
