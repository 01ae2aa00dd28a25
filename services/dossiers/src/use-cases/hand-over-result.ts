import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { handOverAtDesk } from '../domain/hand-over-decisions.js';
import type { Receiver, Receiving } from '../domain/receivers.js';
import { actOnDossier, type DossierAct } from './act-on-dossier.js';
import { encryptReceiving } from './receiving.js';
import type { SeenDossier } from './see-dossier.js';

interface HandOverResult extends DossierAct {
  readonly receivers: readonly Receiver[];
  readonly authority?: string | null | undefined;
}

/** The desk gives the result to those who sign for it; who they are is encrypted with the dossier's data key. */
export async function handOverResult(
  context: Context,
  viewer: Viewer,
  { receivers, authority = null, ...act }: HandOverResult,
): Promise<SeenDossier> {
  const receiving: Receiving = { receivers, authority };
  const encryptedReceivers = await encryptReceiving(context, act.dossierId, receiving);
  // Not the people themselves: what a request stands for is kept as a hash that anybody could compute.
  const asked = { ...act, receiving: context.vault.blindIndex('receivers', JSON.stringify(receiving)) };
  return actOnDossier(context, viewer, asked, (party, { at }) =>
    handOverAtDesk(party, { ...receiving, encryptedReceivers }, at),
  );
}
