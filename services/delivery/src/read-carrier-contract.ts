import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { PriceList } from './domain/postage.js';
import type { TrackingRange } from './domain/tracking-range.js';

const ZonePrice = z.object({
  amountVnd: z.int().nonnegative(),
  transitWorkingDaysMin: z.int().positive(),
  transitWorkingDaysMax: z.int().positive(),
});
const Prices = z.object({
  regions: z.record(z.string(), z.array(z.string().regex(/^\d{2}$/))),
  tariffs: z
    .array(
      z.object({
        tariffId: z.string().min(1),
        effectiveFrom: z.iso.date(),
        zones: z.object({ SAME_PROVINCE: ZonePrice, SAME_REGION: ZonePrice, OTHER_REGION: ZonePrice }),
      }),
    )
    .min(1),
});
const serial = z.int().min(0).max(99_999_999);
const Range = z
  .object({
    service: z.string().regex(/^[A-Z]{2}$/),
    country: z.string().regex(/^[A-Z]{2}$/),
    from: serial,
    to: serial,
  })
  .refine(({ from, to }) => from <= to, { message: 'the range is empty' });

/** The tariffs and the tracking numbers that the carrier gave us. @throws ZodError when a file is not as it must be. */
export function readCarrierContract(): { readonly prices: PriceList; readonly trackingRange: TrackingRange } {
  return { prices: Prices.parse(read('postage-tariffs')), trackingRange: Range.parse(read('tracking-range')) };
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), 'utf8'));
}
