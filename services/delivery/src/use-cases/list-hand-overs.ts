import type { Stored, Viewer } from '@motcua/service-kit';
import { instantInVietnam } from '@motcua/vietnam';
import { readerOf, type Context } from '../context.js';
import { isCarried, type CarriedShipment, type Shipment } from '../domain/shipment.js';
import type { ShipmentFact } from '../domain/shipment-facts.js';

const mostAtOnce = 200;
const dayMs = 24 * 3_600_000;

export interface GivenAway {
  readonly id: string;
  readonly state: CarriedShipment;
}

export interface HandOverList {
  readonly day: string;
  readonly parcels: readonly GivenAway[];
  readonly downloadPath: string;
}

/** What the viewer's office gave to the carrier on that day; null for whoever is not its desk. */
export async function listHandOvers(context: Context, viewer: Viewer, day: string): Promise<HandOverList | null> {
  const reader = readerOf(viewer);
  if (reader.kind !== 'officer' || !reader.mayReceive) return null;
  const parcels = await handedOver(context, reader.officeId, day);
  const link = context.links.sign('hand-over-list', `${reader.officeId}/${day}`, context.clock.now());
  return { day, parcels, downloadPath: `/hand-over-lists/${link}` };
}

/** By the time they were given away. */
export async function handedOver({ shipments }: Context, officeId: string, day: string): Promise<readonly GivenAway[]> {
  const from = instantInVietnam(day);
  const onThatDay = { $gte: from, $lt: new Date(from.getTime() + dayMs) };
  const parcels: GivenAway[] = [];
  for (let last = ''; ;) {
    const filter = { 'state.officeId': officeId, 'state.handedOverAt': onThatDay, _id: { $gt: last } };
    const found = await shipments.findWhere(filter, { sort: { _id: 1 }, limit: mostAtOnce });
    parcels.push(...found.flatMap(givenAway));
    last = found.at(-1)?.id ?? last;
    if (found.length < mostAtOnce) break;
  }
  return parcels.sort((one, other) => one.state.handedOverAt.getTime() - other.state.handedOverAt.getTime());
}

function givenAway({ id, state }: Stored<Shipment, ShipmentFact>): readonly GivenAway[] {
  return isCarried(state) ? [{ id, state }] : [];
}
