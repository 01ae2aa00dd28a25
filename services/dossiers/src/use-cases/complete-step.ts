import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { completeStep as complete } from '../domain/step-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** An officer completes a step of the ward; what depends on it opens. */
export function completeStep(
  context: Context,
  viewer: Viewer,
  act: DossierAct & { readonly stepKey: string },
): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, moment) => complete(party, act.stepKey, moment));
}
