import type { Context } from '../context.js';
import { sights } from '../domain/access.js';
import type { DeliveryMethod } from '../domain/dossier-facts.js';
import type { Party } from '../domain/party.js';
import type { Receiving } from '../domain/receivers.js';
import { decryptReceiving } from './receiving.js';
import { recordLook } from './read-personal.js';
import type { SeenDossier } from './see-dossier.js';

export interface ShownHandOver extends Receiving {
  readonly at: Date;
  readonly by: DeliveryMethod;
}

const nobody: Receiving = { receivers: [], authority: null };

/** Who took the result and by which right; that an officer looks at the names is recorded. */
export async function readHandOver(context: Context, party: Party, seen: SeenDossier): Promise<ShownHandOver | null> {
  if (sights.handOver[seen.relation] !== 'full') return null;
  const fact = seen.stored.facts.find(({ type }) => type === 'ResultHandedOver');
  if (fact?.type !== 'ResultHandedOver') return null;
  const { handedOverAt: at, by, receipt } = fact;
  const receiving = receipt === null ? null : await decryptReceiving(context, seen.id, receipt.encryptedReceivers);
  if (receiving !== null) await recordLook(context, party, seen);
  return { at, by, ...(receiving ?? nobody) };
}
