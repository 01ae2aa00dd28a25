import type { CarrierMessage, Context } from '../context.js';
import { shipmentIdOf } from '../domain/shipment-id.js';

/** What nobody can place is kept under a key of its own. */
const unplaced = 'carrier-messages';

/**
 * Keeps what the carrier said as it came, before anything is made of it: it may hold a name. False when something else came
 * under its id before. `dossierId`: null where no shipment of ours is named.
 */
export async function keepCarrierMessage(
  context: Context,
  message: Pick<CarrierMessage, 'messageId' | 'shipmentId' | 'via' | 'receivedAt'>,
  { dossierId, text }: { readonly dossierId: string | null; readonly text: string },
): Promise<boolean> {
  const { vault, dataKeys, carrierMessages } = context;
  const wrappedKey = await dataKeys.open(dossierId === null ? unplaced : shipmentIdOf(dossierId));
  return carrierMessages.keep({
    ...message,
    digest: vault.blindIndex('carrier-message', text),
    encryptedText: wrappedKey === null ? null : vault.encrypt(wrappedKey, placeOf(message.messageId), text),
  });
}

function placeOf(messageId: string): string {
  return `carrier_messages/${messageId}`;
}
