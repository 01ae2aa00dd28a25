import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { dismissProposal as dismiss } from '../domain/refusal-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** The second pair of eyes does not agree, or the first one takes it back. */
export function dismissProposal(context: Context, viewer: Viewer, act: DossierAct): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, { at }) => dismiss(party, at));
}
