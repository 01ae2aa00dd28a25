import { requestCause, type Stored, type Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { requestHandOver } from '../domain/carrier-decisions.js';
import type { ShipmentFact } from '../domain/shipment-facts.js';
import type { Shipment } from '../domain/shipment.js';
import { fewNumbers, numbersLeft, trackingNumberAt } from '../domain/tracking-range.js';
import { demandDesk } from './demand-desk.js';

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
  demandDesk(viewer, known?.state ?? { status: 'NONE' });
  const at = clock.now();
  const cause = requestCause(viewer, requestId, { shipmentId }, at, traceparent);
  await context.registerRequest(cause);
  const trackingNumber = known?.state.status === 'PREPARED' ? await drawNumber(context) : null;
  return shipments.execute(shipmentId, cause, (shipment) => requestHandOver(shipment, { trackingNumber, at }));
}

/** Of two wishes at once one wins, and the other's number stays unused: a gap, which does no harm. */
async function drawNumber({ trackingRange, nextInRange, log }: Context): Promise<string> {
  const place = await nextInRange(trackingRange);
  const left = numbersLeft(trackingRange, place);
  if (left < fewNumbers)
    log.warn('few tracking numbers are left, the carrier has to give a new range', { count: left });
  return trackingNumberAt(trackingRange, place);
}
