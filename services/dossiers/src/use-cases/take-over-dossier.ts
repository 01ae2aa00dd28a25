import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { assign } from '../domain/decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import type { SeenDossier } from './see-dossier.js';

/** The officer works on it from now on, whoever had it. */
export function takeOverDossier(context: Context, viewer: Viewer, act: DossierAct): Promise<SeenDossier> {
  return actOnDossier(context, viewer, act, (party, { at }) =>
    // Anybody else is refused before it matters who they are.
    assign(party, party.kind === 'officer' ? party.id : null, at),
  );
}
