import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { revokeResult as revoke } from '../domain/result-decisions.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import { encryptNote } from './notes.js';
import type { SeenDossier } from './see-dossier.js';

/** A signed document holds no longer, and nothing takes its place. */
export async function revokeResult(
  context: Context,
  viewer: Viewer,
  act: DossierAct & {
    readonly documentId: string;
    readonly reasonCode: string;
    readonly note?: string | null | undefined;
  },
): Promise<SeenDossier> {
  const { documentId, reasonCode } = act;
  const encryptedNote = await encryptNote(context, act.dossierId, act.note);
  return actOnDossier(context, viewer, act, (party, { at }) =>
    revoke(party, { documentId, reasonCode, encryptedNote }, at),
  );
}
