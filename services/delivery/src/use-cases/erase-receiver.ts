import type { DataOf, DossierErased } from '@motcua/event-contracts';
import type { Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { shipmentIdOf } from '../domain/shipment-id.js';

/**
 * A dossier was erased: who its parcel went to opens for nobody any more. The parcel's way stays as facts; one that still waits
 * cannot be given to the carrier.
 */
export async function eraseReceiver(
  { dataKeys, clock }: Context,
  { data }: Received<DataOf<typeof DossierErased>>,
): Promise<void> {
  await dataKeys.forget(shipmentIdOf(data.dossierId), clock.now());
}
