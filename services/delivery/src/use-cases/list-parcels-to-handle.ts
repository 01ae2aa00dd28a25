import type { Viewer } from '@motcua/service-kit';
import { readerOf, type Context } from '../context.js';
import { deskTaskOf, waitingStatuses, type DeskTask } from '../domain/desk-task.js';
import { shipmentIdOf } from '../domain/shipment-id.js';
import type { Shipment } from '../domain/shipment.js';

const mostAtOnce = 200;

export interface ParcelToHandle extends DeskTask {
  readonly id: string;
  readonly state: Exclude<Shipment, { readonly status: 'NONE' }>;
}

/** What waits at the desk of an office, longest first; null for whoever is not that desk. */
export async function listParcelsToHandle(
  { shipments, clock }: Context,
  viewer: Viewer,
  officeId: string,
): Promise<readonly ParcelToHandle[] | null> {
  const reader = readerOf(viewer);
  if (reader.kind !== 'officer' || !reader.mayReceive || reader.officeId !== officeId) return null;
  const waiting: ParcelToHandle[] = [];
  for (let last = ''; waiting.length < mostAtOnce;) {
    const filter = { 'state.officeId': officeId, 'state.status': { $in: waitingStatuses }, _id: { $gt: last } };
    const found = await shipments.findWhere(filter, { sort: { _id: 1 }, limit: mostAtOnce });
    const known = found.flatMap(({ id, state }) => (state.status === 'NONE' ? [] : [{ id, state }]));
    // Which copy is the newest stands at the dossier's first shipment.
    const firsts = await shipments.findMany(known.map(({ state }) => shipmentIdOf(state.dossierId)));
    for (const [at, parcel] of known.entries()) {
      const first = firsts[at]?.state ?? { status: 'NONE' };
      const task = first.status === 'NONE' ? null : deskTaskOf(parcel.state, first.latestCopy, clock.now());
      if (task !== null) waiting.push({ ...parcel, ...task });
    }
    last = found.at(-1)?.id ?? last;
    if (found.length < mostAtOnce) break;
  }
  return waiting.sort((one, other) => one.since.getTime() - other.since.getTime()).slice(0, mostAtOnce);
}
