import { Refusal, requestCause, type Stored, type Viewer } from '@motcua/service-kit';
import { readerOf, type Context } from '../context.js';
import { mayHandOver, maySeeShipment } from '../domain/access.js';
import { requestHandOver } from '../domain/decisions.js';
import type { Shipment, ShipmentFact } from '../domain/shipment.js';
import { trackingNumberAt } from '../domain/tracking-range.js';

export interface HandOverToCarrier {
  readonly requestId: string;
  readonly shipmentId: string;
  readonly traceparent?: string | undefined;
}

/** The desk's wish, stored with the parcel's number; the carrier is told by `giveParcels`. */
export async function handOverToCarrier(
  context: Context,
  viewer: Viewer,
  { requestId, shipmentId, traceparent }: HandOverToCarrier,
): Promise<Stored<Shipment, ShipmentFact>> {
  const { shipments, clock } = context;
  const known = await shipments.find(shipmentId);
  demandRight(viewer, known?.state ?? { status: 'NONE' });
  const at = clock.now();
  const cause = requestCause(viewer, requestId, { shipmentId }, at, traceparent);
  await context.registerRequest(cause);
  const trackingNumber = known?.state.status === 'PREPARED' ? await drawNumber(context) : null;
  return shipments.execute(shipmentId, cause, (shipment) => requestHandOver(shipment, { trackingNumber, at }));
}

/** Whoever may not see it learns nothing about it. */
function demandRight(viewer: Viewer, shipment: Shipment): void {
  const reader = readerOf(viewer);
  if (mayHandOver(reader, shipment)) return;
  throw maySeeShipment(reader, shipment)
    ? new Refusal('FORBIDDEN', 'Only the desk of the office gives parcels to the carrier.')
    : new Refusal('SHIPMENT_NOT_FOUND', 'There is no such shipment.');
}

/** Of two wishes at once one wins, and the other's number stays unused: a gap, which does no harm. */
async function drawNumber({ trackingRange, nextInRange }: Context): Promise<string> {
  return trackingNumberAt(trackingRange, await nextInRange(trackingRange));
}
