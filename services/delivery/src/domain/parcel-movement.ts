/** Where a parcel is, by what the carrier scanned: scans may come late or twice, and a parcel never goes back in time. */

/** What the carrier reports. */
export const scanStatuses = [
  ...(['ACCEPTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'ATTEMPT_FAILED', 'RETURNED', 'LOST'] as const),
] as const;
export type ScanStatus = (typeof scanStatuses)[number];

export type CarriedStatus = 'HANDED_OVER' | Exclude<ScanStatus, 'ACCEPTED'>;

/** Where a parcel may go from where it is; steps the carrier forgot to scan may be left out, an end is an end. */
export const movements: Readonly<Record<CarriedStatus, readonly CarriedStatus[]>> = {
  HANDED_OVER: ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'ATTEMPT_FAILED', 'DELIVERED', 'RETURNED', 'LOST'],
  IN_TRANSIT: ['OUT_FOR_DELIVERY', 'ATTEMPT_FAILED', 'DELIVERED', 'RETURNED', 'LOST'],
  OUT_FOR_DELIVERY: ['ATTEMPT_FAILED', 'DELIVERED', 'RETURNED', 'LOST'],
  ATTEMPT_FAILED: ['OUT_FOR_DELIVERY', 'DELIVERED', 'RETURNED', 'LOST'],
  DELIVERED: [],
  RETURNED: [],
  LOST: [],
};

export function carriedStatusOf(scan: ScanStatus): CarriedStatus {
  return scan === 'ACCEPTED' ? 'HANDED_OVER' : scan;
}

export function isUnderWay(status: CarriedStatus): boolean {
  return movements[status].length > 0;
}

/**
 * Whether a scan moves the parcel. A try to deliver and its failure alternate, so there the later scan counts; the end
 * of the way counts whenever it is heard, because clocks of scanners differ.
 */
export function moves(
  from: { readonly status: CarriedStatus; readonly movedAt: Date },
  scan: { readonly status: ScanStatus; readonly scannedAt: Date },
): boolean {
  const to = carriedStatusOf(scan.status);
  return movements[from.status].includes(to) && (!isUnderWay(to) || scan.scannedAt >= from.movedAt);
}
