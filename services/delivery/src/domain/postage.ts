/** What the carrier asks for a parcel of papers: by how far it goes and what it weighs, under the tariff in force on the day. */
import { Refusal } from '@motcua/service-kit/pure';

export const zones = ['SAME_PROVINCE', 'SAME_REGION', 'OTHER_REGION'] as const;
export type Zone = (typeof zones)[number];

export interface WeightBand {
  readonly upToGrams: number;
  readonly amountVnd: number;
}

export interface ZonePrice {
  /** Lightest first. */
  readonly bands: readonly WeightBand[];
  /** For each half kilogram begun above the heaviest band. */
  readonly furtherHalfKilogramVnd: number;
  readonly transitWorkingDaysMin: number;
  readonly transitWorkingDaysMax: number;
}

export interface PostageTariff {
  readonly tariffId: string;
  /** First day, yyyy-mm-dd; in force until the next one begins. */
  readonly effectiveFrom: string;
  readonly zones: Readonly<Record<Zone, ZonePrice>>;
}

/** A parcel is not weighed before it is packed, so what it weighs is reckoned from what is in it. */
export interface ParcelWeight {
  readonly coverGrams: number;
  readonly sheetGrams: number;
}

export interface PriceList {
  readonly parcel: ParcelWeight;
  /** Provinces by region, as codes; every province is in exactly one. */
  readonly regions: Readonly<Record<string, readonly string[]>>;
  readonly tariffs: readonly PostageTariff[];
}

export interface Quote {
  readonly tariffId: string;
  readonly amountVnd: number;
  readonly weightGrams: number;
  readonly transitWorkingDaysMin: number;
  readonly transitWorkingDaysMax: number;
}

export interface Route {
  readonly fromProvinceCode: string;
  readonly toProvinceCode: string;
}

const halfKilogram = 500;

/** @param quantities of each paper that was asked for, as the fees list them; nothing asked for is one sheet. */
export function weightOf({ parcel }: PriceList, quantities: readonly number[]): number {
  const sheets = quantities.reduce((sum, quantity) => sum + quantity, 0);
  return parcel.coverGrams + Math.max(1, sheets) * parcel.sheetGrams;
}

/** @throws Refusal UNKNOWN_PROVINCE, NO_TARIFF */
export function quotePostage(prices: PriceList, route: Route, weightGrams: number, day: string): Quote {
  const zone = zoneOf(prices, route);
  const tariff = prices.tariffs
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .reduce<PostageTariff | null>(
      (newest, one) => (newest === null || one.effectiveFrom > newest.effectiveFrom ? one : newest),
      null,
    );
  if (tariff === null) throw new Refusal('NO_TARIFF', 'No tariff is in force on that day.', { day });
  const { transitWorkingDaysMin, transitWorkingDaysMax, ...price } = tariff.zones[zone];
  const amountVnd = amountFor(price, weightGrams);
  return { tariffId: tariff.tariffId, amountVnd, weightGrams, transitWorkingDaysMin, transitWorkingDaysMax };
}

function amountFor(
  { bands, furtherHalfKilogramVnd }: Pick<ZonePrice, 'bands' | 'furtherHalfKilogramVnd'>,
  weightGrams: number,
): number {
  const band = bands.find(({ upToGrams }) => weightGrams <= upToGrams);
  if (band !== undefined) return band.amountVnd;
  const heaviest = bands.at(-1) ?? { upToGrams: 0, amountVnd: 0 };
  const further = Math.ceil((weightGrams - heaviest.upToGrams) / halfKilogram);
  return heaviest.amountVnd + further * furtherHalfKilogramVnd;
}

/** @throws Refusal UNKNOWN_PROVINCE */
export function demandProvince(prices: PriceList, provinceCode: string): string {
  return regionOf(prices, provinceCode);
}

function zoneOf(prices: PriceList, { fromProvinceCode, toProvinceCode }: Route): Zone {
  const [from, to] = [regionOf(prices, fromProvinceCode), regionOf(prices, toProvinceCode)];
  if (fromProvinceCode === toProvinceCode) return 'SAME_PROVINCE';
  return from === to ? 'SAME_REGION' : 'OTHER_REGION';
}

function regionOf({ regions }: PriceList, provinceCode: string): string {
  const region = Object.keys(regions).find((name) => regions[name]?.includes(provinceCode));
  if (region === undefined) throw new Refusal('UNKNOWN_PROVINCE', 'There is no province with this code.');
  return region;
}
