import { requestCause, type Stored, type Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import * as decisions from '../domain/decisions.js';
import type { ShipmentFact } from '../domain/shipment-facts.js';
import type { Shipment } from '../domain/shipment.js';
import { demandDesk } from './demand-desk.js';

export interface AcceptReturn {
  readonly requestId: string;
  readonly shipmentId: string;
  readonly traceparent?: string | undefined;
}

/** The desk has the parcel back in its hands. */
export async function acceptReturn(
  context: Context,
  viewer: Viewer,
  { requestId, shipmentId, traceparent }: AcceptReturn,
): Promise<Stored<Shipment, ShipmentFact>> {
  const { shipments, clock } = context;
  const known = await shipments.find(shipmentId);
  demandDesk(viewer, known?.state ?? { status: 'NONE' });
  const at = clock.now();
  const cause = requestCause(viewer, requestId, { acceptReturn: shipmentId }, at, traceparent);
  await context.registerRequest(cause);
  return shipments.execute(shipmentId, cause, (shipment) => decisions.acceptReturn(shipment, at));
}
