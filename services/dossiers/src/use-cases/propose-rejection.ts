import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { proposeRejection as propose } from '../domain/refusal-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import { encryptNote } from './notes.js';
import type { SeenDossier } from './see-dossier.js';

/** Whoever appraised it proposes to reject; the leader decides. */
export async function proposeRejection(
  context: Context,
  viewer: Viewer,
  act: DossierAct & { readonly reasonCode: string; readonly note?: string | null | undefined },
): Promise<SeenDossier> {
  const { reasonCode, note } = act;
  const encryptedNote = await encryptNote(context, act.dossierId, note);
  return actOnDossier(context, viewer, act, (party, { at }) => propose(party, { reasonCode, encryptedNote }, at));
}
