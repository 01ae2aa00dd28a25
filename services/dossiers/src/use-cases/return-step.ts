import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { returnStep as goBack } from '../domain/step-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** An open step goes back to one that was done before it. */
export function returnStep(
  context: Context,
  viewer: Viewer,
  act: DossierAct & { readonly stepKey: string; readonly toStepKey: string; readonly reasonCode: string },
): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, moment) => goBack(party, act, moment));
}
