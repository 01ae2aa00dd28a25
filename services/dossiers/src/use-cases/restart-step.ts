import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { restartStep as restart } from '../domain/step-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** A step that its agency sent back is given to it again. */
export function restartStep(
  context: Context,
  viewer: Viewer,
  act: DossierAct & { readonly stepKey: string },
): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, moment) => restart(party, act.stepKey, moment));
}
