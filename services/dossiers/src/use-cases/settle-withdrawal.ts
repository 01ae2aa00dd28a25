import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { settleWithdrawal as settle } from '../domain/ending-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** The leader settles the withdrawal of a dossier that was received. */
export function settleWithdrawal(context: Context, viewer: Viewer, act: DossierAct): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, { at }) => settle(party, at));
}
