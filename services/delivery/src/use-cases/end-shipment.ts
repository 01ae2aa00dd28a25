import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { cancelShipment } from '../domain/decisions.js';
import type { EndReason } from '../domain/shipment-facts.js';
import { shipmentsOfDossier } from './shipments-of-dossier.js';

/** The dossier ended without a result to send: its newest parcel, still at the office, goes nowhere. */
export async function endShipment(
  context: Context,
  event: Received<{ readonly dossierId: string }>,
  { because, endedAt }: { readonly because: EndReason; readonly endedAt: string },
): Promise<void> {
  const newest = (await shipmentsOfDossier(context, event.data.dossierId)).at(-1);
  if (newest === undefined) return;
  await context.shipments.execute(newest, causeOf(event), (shipment) =>
    cancelShipment(shipment, because, new Date(endedAt)),
  );
}
