/** Where a parcel is, by what the carrier scanned: whatever the order in which scans are heard, it is the same place. */
import type { ParcelReason } from './parcel-reason.js';

/** What the carrier reports. */
export const scanStatuses = [
  ...(['ACCEPTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'ATTEMPT_FAILED', 'RETURNING'] as const),
  ...(['DELIVERED', 'RETURNED', 'LOST'] as const),
] as const;
export type ScanStatus = (typeof scanStatuses)[number];

export type CarriedStatus = 'HANDED_OVER' | 'DELIVERY_UNPROVEN' | Exclude<ScanStatus, 'ACCEPTED'>;

export interface Scan {
  readonly scanId: string;
  readonly status: ScanStatus;
  readonly scannedAt: Date;
  readonly reasonCode: ParcelReason | null;
  /** Of ATTEMPT_FAILED: the day the carrier means to come again, yyyy-mm-dd; null when it did not say. */
  readonly nextAttemptOn: string | null;
  /** Of DELIVERED: the courier told the receiver's code, and who took it. */
  readonly isProven: boolean;
  /** Who took it, as the courier says, under the data key of the dossier's shipments. */
  readonly encryptedTakenBy: string | null;
}

/** Where the parcel is, and why. */
export interface Standing {
  readonly status: CarriedStatus;
  readonly reasonCode: ParcelReason | null;
  readonly failedAttempts: number;
}

export interface Way extends Standing {
  /** Oldest first by the time of the scan, whatever the order in which they were heard. */
  readonly scans: readonly Scan[];
}

const ends = ['DELIVERED', 'DELIVERY_UNPROVEN', 'RETURNED', 'LOST'] as const;

/** Where a parcel may go from where it is; steps the carrier forgot to scan may be left out, an end is an end. */
export const movements: Readonly<Record<CarriedStatus, readonly CarriedStatus[]>> = {
  HANDED_OVER: ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'ATTEMPT_FAILED', 'RETURNING', ...ends],
  IN_TRANSIT: ['OUT_FOR_DELIVERY', 'ATTEMPT_FAILED', 'RETURNING', ...ends],
  OUT_FOR_DELIVERY: ['ATTEMPT_FAILED', 'RETURNING', ...ends],
  ATTEMPT_FAILED: ['OUT_FOR_DELIVERY', 'ATTEMPT_FAILED', 'RETURNING', ...ends],
  RETURNING: ['OUT_FOR_DELIVERY', 'ATTEMPT_FAILED', ...ends],
  DELIVERY_UNPROVEN: ['RETURNING', 'DELIVERED', 'RETURNED', 'LOST'],
  DELIVERED: [],
  RETURNED: [],
  LOST: [],
};

/** The courier invites twice; then the parcel goes back (Luật Bưu chính, Quyết định 45/2016/QĐ-TTg). */
const attemptsBeforeReturn = 2;

/** So many wrong codes, and no later one counts: whoever guesses goes to the desk. */
const mostWrongCodes = 5;

export function carriedStatusOf({ status, isProven }: Pick<Scan, 'status' | 'isProven'>): CarriedStatus {
  if (status === 'ACCEPTED') return 'HANDED_OVER';
  return status === 'DELIVERED' && !isProven ? 'DELIVERY_UNPROVEN' : status;
}

/** A right code after too many wrong ones is as good as none. */
export function trusted(way: Way, scan: Scan): Scan {
  const wrong = way.scans.filter(({ reasonCode }) => reasonCode === 'CODE_WRONG').length;
  return scan.isProven && wrong >= mostWrongCodes ? { ...scan, isProven: false, reasonCode: 'CODE_WRONG' } : scan;
}

export function isUnderWay(status: CarriedStatus): boolean {
  return movements[status].length > 0;
}

export const wayBegins: Way = { status: 'HANDED_OVER', reasonCode: null, failedAttempts: 0, scans: [] };

/**
 * The way with one scan more. While the parcel is under way all its scans are read again in order of time, so that one that
 * comes late finds its place. An end counts whenever it is heard, because clocks of scanners differ; after it nothing moves.
 */
export function wayWith(way: Way, scan: Scan): Way {
  const scans = [...way.scans, scan].sort((one, other) => one.scannedAt.getTime() - other.scannedAt.getTime());
  if (!isUnderWay(way.status)) return { ...way, scans };
  const underWay = isUnderWay(carriedStatusOf(scan));
  const standing = underWay ? scans.reduce<Standing>(standingAfter, wayBegins) : standingAfter(way, scan);
  const { status, reasonCode, failedAttempts } = standing;
  return { status, reasonCode, failedAttempts, scans };
}

function standingAfter({ status, reasonCode, failedAttempts }: Standing, scan: Scan): Standing {
  const to = carriedStatusOf(scan);
  if (!movements[status].includes(to)) return { status, reasonCode, failedAttempts };
  if (to === 'ATTEMPT_FAILED') {
    const failed = failedAttempts + 1;
    return {
      status: failed < attemptsBeforeReturn ? to : 'RETURNING',
      reasonCode: scan.reasonCode,
      failedAttempts: failed,
    };
  }
  // Why it goes back was said when the last try failed.
  const isBack = to === 'RETURNING' || to === 'RETURNED';
  return { status: to, reasonCode: scan.reasonCode ?? (isBack ? reasonCode : null), failedAttempts };
}

/** Whether somebody has to be told: the parcel is elsewhere, or was tried once more. */
export function differs(one: Standing, other: Standing): boolean {
  return one.status !== other.status || one.failedAttempts !== other.failedAttempts;
}
