import type { CarrierMessage, Context } from '../context.js';
import { shipmentIdOf } from '../domain/shipment-id.js';

/** What nobody can place is kept under a key of its own. */
const unplaced = 'carrier-messages';

/**
 * Keeps what the carrier said as it came, before anything is made of it: it may hold a name. False when something else came
 * under its id before.
 */
export async function keepCarrierMessage(
  context: Context,
  message: Pick<CarrierMessage, 'messageId' | 'shipmentId' | 'via' | 'receivedAt'>,
  text: string,
): Promise<boolean> {
  const { vault, dataKeys, carrierMessages } = context;
  const wrappedKey = await dataKeys.open(await keyNameOf(context, message.shipmentId));
  return carrierMessages.keep({
    ...message,
    digest: vault.blindIndex('carrier-message', text),
    encryptedText: wrappedKey === null ? null : vault.encrypt(wrappedKey, placeOf(message.messageId), text),
  });
}

async function keyNameOf({ shipments }: Context, shipmentId: string | null): Promise<string> {
  const known = shipmentId === null ? null : await shipments.find(shipmentId);
  return known === null || known.state.status === 'NONE' ? unplaced : shipmentIdOf(known.state.dossierId);
}

function placeOf(messageId: string): string {
  return `carrier_messages/${messageId}`;
}
