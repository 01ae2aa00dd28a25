import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { reschedule as reappoint } from '../domain/promise-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** A letter of apology with one new date. */
export function reschedule(
  context: Context,
  viewer: Viewer,
  act: DossierAct & { readonly newDueOn: string; readonly reasonCode: string },
): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, moment) => reappoint(party, act, moment));
}
