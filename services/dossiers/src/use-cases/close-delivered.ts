import type { DataOf, ShipmentDelivered } from '@motcua/event-contracts';
import { causeOf, Refusal, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { handOver } from '../domain/hand-over-decisions.js';

/** The parcel reached the applicant: the result is handed over, the dossier ends. */
export async function closeDelivered(
  { dossiers, clock }: Context,
  event: Received<DataOf<typeof ShipmentDelivered>>,
): Promise<void> {
  const { dossierId, shipmentId, at } = event.data;
  if (shipmentId !== dossierId.replace(/^dos_/, 'shp_')) {
    throw new Refusal('SHIPMENT_OF_ANOTHER_DOSSIER', 'The shipment is not this dossier’s.', { shipmentId, dossierId });
  }
  await dossiers.execute(dossierId, causeOf(event), handOver('POST', new Date(at), clock.now()));
}
