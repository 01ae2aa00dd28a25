import type { Stored, Viewer } from '@motcua/service-kit';
import { readerOf, type Context } from '../context.js';
import { maySeeShipment } from '../domain/access.js';
import type { ShipmentFact } from '../domain/shipment-facts.js';
import type { Shipment } from '../domain/shipment.js';

/** The shipments this viewer may see, null where there is none or it is not theirs; in the order of the ids. */
export async function findShipments(
  { shipments }: Context,
  viewer: Viewer,
  ids: readonly string[],
): Promise<readonly (Stored<Shipment, ShipmentFact> | null)[]> {
  const reader = readerOf(viewer);
  const found = await shipments.findMany(ids);
  return found.map((stored) => (stored !== null && maySeeShipment(reader, stored.state) ? stored : null));
}
