import type { GraphContext } from '../context.js';
import { carrierName } from '../domain/carrier-contract.js';
import { carriedStatusOf, type Scan } from '../domain/parcel-movement.js';
import { isCarried, isLabelled, isQuoted, type CarriedShipment, type Shipment } from '../domain/shipment.js';
import { findShipments } from '../use-cases/find-shipments.js';
import type * as graph from './generated/resolvers.js';

/** The shipment as this viewer may see it, loaded once for all fields of a request. */
export async function loadShipment(context: GraphContext, id: string): Promise<graph.Shipment | null> {
  const { app, viewer } = context;
  const stored = await context
    .loader('shipments', (ids: readonly string[]) => findShipments(app, viewer, ids))
    .load(id);
  return stored === null ? null : toShipment(stored.id, stored.state);
}

export function toShipment(id: string, shipment: Shipment): graph.Shipment {
  if (!isQuoted(shipment)) throw new Error('a shipment nobody may see yet');
  return {
    ...{ id, status: shipment.status, postageVnd: shipment.postageVnd, carrier: carrierName, copy: shipment.copy },
    ...whyAndWhen(shipment),
    trackingNumber: isLabelled(shipment) ? shipment.trackingNumber : null,
    labelPrintedAt: isLabelled(shipment) ? shipment.labelPrintedAt : null,
    refusedBecause: shipment.status === 'PREPARED' ? shipment.refusedBecause : null,
    scans: isCarried(shipment) ? shipment.scans.map(toScan) : [],
  };
}

function whyAndWhen(shipment: Shipment) {
  const carried = isCarried(shipment) ? shipment : null;
  return {
    reasonCode: carried?.reasonCode ?? null,
    failedAttempts: carried?.failedAttempts ?? 0,
    nextAttemptOn: carried === null ? null : nextAttemptOf(carried),
    proof: carried === null ? null : proofOf(carried),
    returnAcceptedAt: carried?.returnAcceptedAt ?? null,
    cancelledBecause: shipment.status === 'CANCELLED' ? shipment.cancelledBecause : null,
  };
}

/** Said of the last try; over when the courier is on the way again. */
function nextAttemptOf({ status, scans }: CarriedShipment): string | null {
  if (status !== 'ATTEMPT_FAILED') return null;
  return scans.findLast((scan) => scan.status === 'ATTEMPT_FAILED')?.nextAttemptOn ?? null;
}

function proofOf({ status, confirmedBecause }: CarriedShipment): graph.DeliveryProof | null {
  if (status !== 'DELIVERED') return null;
  return confirmedBecause ?? 'RECEIVER_CODE';
}

function toScan(scan: Scan): graph.ShipmentScan {
  return { at: scan.scannedAt, status: carriedStatusOf(scan), reasonCode: scan.reasonCode };
}

export const ShipmentReference: graph.ShipmentResolvers = {
  __resolveReference: ({ id }, context) => loadShipment(context, id),
};
