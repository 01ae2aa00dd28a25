import { Refusal } from '@motcua/service-kit';
import { z } from 'zod';
import type { Context, Receiver } from '../context.js';
import { shipmentIdOf } from '../domain/shipment-id.js';
import type { Parcel } from '../domain/shipment.js';

const line = z.string().trim().min(1).max(300);
const SealedAddress = z.object({
  name: line,
  phone: line,
  address: z.object({ countryCode: line, provinceCode: line, wardCode: line, detail: line }),
});

/** Refused: SEALED_FOR_ANOTHER_KEY, SEALED_FIELD_BROKEN, ADDRESS_MALFORMED. */
export async function openReceiver({ opener }: Context, sealedAddress: string): Promise<Receiver> {
  const opened = SealedAddress.safeParse(await opener.open(sealedAddress));
  // Why it does not fit would quote what is in it.
  if (!opened.success) throw new Refusal('ADDRESS_MALFORMED', 'The sealed address is not an address.');
  return opened.data;
}

/**
 * Under the data key of the dossier's shipments, tied to them: moved to another dossier's it does not open. Null when the
 * dossier was erased before, so that nothing is kept any more.
 */
export async function encryptReceiver(
  { vault, dataKeys }: Context,
  dossierId: string,
  receiver: Receiver,
): Promise<string | null> {
  const wrappedKey = await dataKeys.open(shipmentIdOf(dossierId));
  return wrappedKey === null ? null : vault.encrypt(wrappedKey, placeOf(dossierId), receiver);
}

/** @throws Refusal ADDRESS_ERASED when the key is gone, VAULT_TEXT_BROKEN when the text was changed. */
export async function readReceiver(
  { vault, dataKeys }: Context,
  { dossierId, encryptedReceiver }: Parcel,
): Promise<Receiver> {
  const [wrappedKey = null] = await dataKeys.findMany([shipmentIdOf(dossierId)]);
  if (wrappedKey === null) throw new Refusal('ADDRESS_ERASED', 'The address was erased.');
  return SealedAddress.parse(vault.decrypt(wrappedKey, placeOf(dossierId), encryptedReceiver));
}

function placeOf(dossierId: string): string {
  return `shipments/${shipmentIdOf(dossierId)}/receiver`;
}
