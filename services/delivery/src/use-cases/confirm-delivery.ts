import { requestCause, type Stored, type Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import * as decisions from '../domain/decisions.js';
import type { ConfirmedBecause, ShipmentFact } from '../domain/shipment-facts.js';
import type { Shipment } from '../domain/shipment.js';
import { demandDesk } from './demand-desk.js';

export interface ConfirmDelivery {
  readonly requestId: string;
  readonly shipmentId: string;
  readonly because: ConfirmedBecause;
  readonly traceparent?: string | undefined;
}

/** The desk looked into a delivery that the carrier did not prove. */
export async function confirmDelivery(
  context: Context,
  viewer: Viewer,
  { requestId, shipmentId, because, traceparent }: ConfirmDelivery,
): Promise<Stored<Shipment, ShipmentFact>> {
  const { shipments, clock } = context;
  const known = await shipments.find(shipmentId);
  demandDesk(viewer, known?.state ?? { status: 'NONE' });
  const at = clock.now();
  const cause = requestCause(viewer, requestId, { confirmDelivery: shipmentId, because }, at, traceparent);
  await context.registerRequest(cause);
  return shipments.execute(shipmentId, cause, (shipment) => decisions.confirmDelivery(shipment, because, at));
}
