/** What a parcel waits for at the office: somebody has to pack it, find out, take it back, or ask the carrier why it is quiet. */
import { isUnderWay } from './parcel-movement.js';
import { isCarried, type CarriedShipment, type Shipment } from './shipment.js';

export interface DeskTask {
  readonly task: 'GIVE_AWAY' | 'FIND_OUT' | 'TAKE_BACK' | 'ISSUE_AGAIN' | 'ASK_CARRIER';
  readonly since: Date;
}

/** A parcel that nobody scanned for so long is worth a call; the longest way takes four working days. */
export const quietMs = 4 * 24 * 3_600_000;

/** @param latestCopy the newest copy of the same result: what another one took the place of waits for nobody. */
export function deskTaskOf(shipment: Shipment, latestCopy: number, now: Date): DeskTask | null {
  if (shipment.status === 'PREPARED') return { task: 'GIVE_AWAY', since: shipment.requestedAt };
  if (!isCarried(shipment) || shipment.copy < latestCopy) return null;
  const since = lastScanAt(shipment);
  if (shipment.status === 'DELIVERY_UNPROVEN') return { task: 'FIND_OUT', since };
  if (shipment.status === 'LOST') return { task: 'ISSUE_AGAIN', since };
  if (shipment.status === 'RETURNED') {
    return shipment.returnAcceptedAt === null ? { task: 'TAKE_BACK', since } : null;
  }
  const isQuiet = isUnderWay(shipment.status) && now.getTime() - since.getTime() >= quietMs;
  return isQuiet ? { task: 'ASK_CARRIER', since } : null;
}

/** In these a parcel may wait for the office. */
export const waitingStatuses = [
  ...(['PREPARED', 'HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'ATTEMPT_FAILED', 'RETURNING'] as const),
  ...(['DELIVERY_UNPROVEN', 'RETURNED', 'LOST'] as const),
] as const;

function lastScanAt({ scans, handedOverAt }: CarriedShipment): Date {
  return scans.at(-1)?.scannedAt ?? handedOverAt;
}
