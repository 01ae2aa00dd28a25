import type { DataOf, DossierResultReady } from '@motcua/event-contracts';
import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import * as decisions from '../domain/decisions.js';
import { shipmentIdOf } from '../domain/shipment-id.js';

/** The result is signed and paid for: the desk may pack it. */
export async function prepareParcel(
  { shipments }: Context,
  event: Received<DataOf<typeof DossierResultReady>>,
): Promise<void> {
  const { dossierId, deliveryMethod, readyAt } = event.data;
  if (deliveryMethod !== 'POST') return;
  await shipments.execute(shipmentIdOf(dossierId), causeOf(event), (shipment) =>
    decisions.prepareParcel(shipment, new Date(readyAt)),
  );
}
