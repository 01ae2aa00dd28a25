import { readFileSync } from 'node:fs';
import { listProvinces } from '@motcua/vietnam';
import { z } from 'zod';
import type { PriceList, WeightBand } from './domain/postage.js';
import type { TrackingRange } from './domain/tracking-range.js';

const grams = z.int().positive();
const ZonePrice = z
  .object({
    bands: z.array(z.object({ upToGrams: grams, amountVnd: z.int().nonnegative() })).min(1),
    furtherHalfKilogramVnd: z.int().nonnegative(),
    transitWorkingDaysMin: z.int().positive(),
    transitWorkingDaysMax: z.int().positive(),
  })
  .refine(({ bands }) => bands.every((band, at) => at === 0 || isHeavier(band, bands[at - 1])), {
    message: 'a heavier band costs no less, and bands go from light to heavy',
  })
  .refine((price) => price.transitWorkingDaysMin <= price.transitWorkingDaysMax, {
    message: 'transit ends before it begins',
  });
const Tariff = z.object({
  tariffId: z.string().min(1),
  /** Figures no carrier ever gave are marked so. */
  invented: z.boolean(),
  effectiveFrom: z.iso.date(),
  zones: z.object({ SAME_PROVINCE: ZonePrice, SAME_REGION: ZonePrice, OTHER_REGION: ZonePrice }),
});
export const PostagePrices = z.object({
  parcel: z.object({ coverGrams: grams, sheetGrams: grams }),
  regions: z
    .record(z.string(), z.array(z.string().regex(/^\d{2}$/)))
    .refine((regions) => isOnce(Object.values(regions).flat()), { message: 'a province is in two regions' })
    .refine((regions) => isEveryProvince(Object.values(regions).flat()), { message: 'a province is in no region' }),
  tariffs: z
    .array(Tariff)
    .min(1)
    .refine((tariffs) => isOnce(tariffs.map(({ tariffId }) => tariffId)), { message: 'two tariffs have one name' })
    .refine((tariffs) => isOnce(tariffs.map(({ effectiveFrom }) => effectiveFrom)), {
      message: 'two tariffs begin on one day',
    }),
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
  return { prices: PostagePrices.parse(read('postage-tariffs')), trackingRange: Range.parse(read('tracking-range')) };
}

function isHeavier(band: WeightBand, lighter: WeightBand | undefined): boolean {
  return lighter === undefined || (band.upToGrams > lighter.upToGrams && band.amountVnd >= lighter.amountVnd);
}

function isOnce(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

function isEveryProvince(codes: readonly string[]): boolean {
  return listProvinces().every(({ code }) => codes.includes(code));
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), 'utf8'));
}
