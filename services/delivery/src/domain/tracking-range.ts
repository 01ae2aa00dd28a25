/** Numbers the carrier gave this office to use: each once, in order, with the check digit of UPU S10. */
import { Refusal } from '@motcua/service-kit/pure';
import { formatTrackingNumber } from '@motcua/vietnam';

export interface TrackingRange {
  readonly service: string;
  readonly country: string;
  /** First and last serial, both usable. */
  readonly from: number;
  readonly to: number;
}

/** The n-th number of the range, n from 1. @throws Refusal TRACKING_NUMBERS_USED_UP: the carrier has to be asked for a new one. */
export function trackingNumberAt({ service, country, from, to }: TrackingRange, n: number): string {
  if (!Number.isSafeInteger(n) || n < 1) throw new Error(`a range of tracking numbers has no number ${String(n)}`);
  const serial = from + n - 1;
  if (serial > to) throw new Refusal('TRACKING_NUMBERS_USED_UP', 'The carrier gave no more numbers.', { from, to });
  return formatTrackingNumber({ service, serial, country });
}

/** So few are left that a new range is to be asked for now. */
export const fewNumbers = 1_000;

/** How many are left after the n-th. */
export function numbersLeft({ from, to }: TrackingRange, n: number): number {
  return Math.max(0, to - from + 1 - n);
}
