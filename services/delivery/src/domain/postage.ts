/** What the carrier asks for a parcel of papers: by how far it goes, under the tariff in force on the day. */
import { Refusal } from '@motcua/service-kit/pure';

export const zones = ['SAME_PROVINCE', 'SAME_REGION', 'OTHER_REGION'] as const;
export type Zone = (typeof zones)[number];

export interface ZonePrice {
  readonly amountVnd: number;
  readonly transitWorkingDaysMin: number;
  readonly transitWorkingDaysMax: number;
}

export interface PostageTariff {
  readonly tariffId: string;
  /** First day, yyyy-mm-dd; in force until the next one begins. */
  readonly effectiveFrom: string;
  readonly zones: Readonly<Record<Zone, ZonePrice>>;
}

export interface PriceList {
  /** Provinces by region, as codes; every province is in exactly one. */
  readonly regions: Readonly<Record<string, readonly string[]>>;
  readonly tariffs: readonly PostageTariff[];
}

export interface Quote extends ZonePrice {
  readonly tariffId: string;
}

export interface Route {
  readonly fromProvinceCode: string;
  readonly toProvinceCode: string;
}

export function quotePostage(prices: PriceList, route: Route, day: string): Quote {
  const zone = zoneOf(prices, route);
  const tariff = prices.tariffs
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .reduce<PostageTariff | null>(
      (newest, one) => (newest === null || one.effectiveFrom > newest.effectiveFrom ? one : newest),
      null,
    );
  if (tariff === null) throw new Refusal('NO_TARIFF', 'No tariff is in force on that day.', { day });
  return { tariffId: tariff.tariffId, ...tariff.zones[zone] };
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
