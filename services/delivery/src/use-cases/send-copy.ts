import type { DataOf, DossierResultReissued } from '@motcua/event-contracts';
import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { prepareCopy, reissueCopy } from '../domain/decisions.js';
import { shipmentIdOf } from '../domain/shipment-id.js';

/** The office issued a fresh copy of a result whose parcel was lost: it may be packed, for the same receiver. */
export async function sendCopy(
  { shipments }: Context,
  event: Received<DataOf<typeof DossierResultReissued>>,
): Promise<void> {
  const { dossierId, copy, reissuedAt } = event.data;
  const cause = causeOf(event);
  // Noted first, packed after: delivered again after a break in between, the event does what is left.
  const { state: first } = await shipments.execute(shipmentIdOf(dossierId), cause, (shipment) =>
    reissueCopy(shipment, copy),
  );
  if (first.status === 'NONE') return;
  await shipments.execute(shipmentIdOf(dossierId, copy), cause, (shipment) =>
    prepareCopy(shipment, first, copy, new Date(reissuedAt)),
  );
}
