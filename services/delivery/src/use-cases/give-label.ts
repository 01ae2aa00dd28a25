import { requestCause, type Stored, type Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { printLabel } from '../domain/carrier-decisions.js';
import type { ShipmentFact } from '../domain/shipment-facts.js';
import type { Shipment } from '../domain/shipment.js';
import { demandDesk } from './demand-desk.js';
import { readReceiver } from './receiver.js';

export interface GiveLabel {
  readonly requestId: string;
  readonly shipmentId: string;
  readonly traceparent?: string | undefined;
}

/** A link to the label, recorded before it is given: who saw the address is known, whatever they do with it. */
export async function giveLabel(
  context: Context,
  viewer: Viewer,
  { requestId, shipmentId, traceparent }: GiveLabel,
): Promise<{ readonly stored: Stored<Shipment, ShipmentFact>; readonly downloadPath: string }> {
  const { shipments, clock, links } = context;
  const known = (await shipments.find(shipmentId))?.state ?? { status: 'NONE' };
  demandDesk(viewer, known);
  const at = clock.now();
  const cause = requestCause(viewer, requestId, { printLabel: shipmentId }, at, traceparent);
  await context.registerRequest(cause);
  if (known.status !== 'NONE') await readReceiver(context, known);
  const stored = await shipments.execute(shipmentId, cause, (shipment) => printLabel(shipment, at));
  return { stored, downloadPath: `/labels/${links.sign('label', shipmentId, at)}` };
}
