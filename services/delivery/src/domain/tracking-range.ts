/** Numbers the carrier gave this office to use: each once, in order, with the check digit of UPU S10. */
import { formatTrackingNumber } from '@motcua/vietnam';

export interface TrackingRange {
  readonly service: string;
  readonly country: string;
  /** First and last serial, both usable. */
  readonly from: number;
  readonly to: number;
}

/** The n-th number of the range, n from 1. @throws Error when the range is used up: a new one must be asked for. */
export function trackingNumberAt({ service, country, from, to }: TrackingRange, n: number): string {
  const serial = from + n - 1;
  if (!Number.isSafeInteger(n) || n < 1 || serial > to)
    throw new Error(`the range of tracking numbers has no number ${n}`);
  return formatTrackingNumber({ service, serial, country });
}
