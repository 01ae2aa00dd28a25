import { listProvinces } from '@motcua/vietnam';
import { quotePostage } from './domain/postage.js';
import { trackingNumberAt } from './domain/tracking-range.js';
import { PostagePrices, readCarrierContract } from './read-carrier-contract.js';

const { prices, trackingRange } = readCarrierContract();

describe('the contract with the carrier', () => {
  it('has every province in exactly one region', () => {
    expect(Object.values(prices.regions).flat().sort()).toEqual(
      listProvinces()
        .map(({ code }) => code)
        .sort(),
    );
  });

  it('has a price from anywhere to anywhere', () => {
    const codes = Object.values(prices.regions).flat();
    for (const fromProvinceCode of codes) {
      for (const toProvinceCode of codes) {
        const quote = quotePostage(prices, { fromProvinceCode, toProvinceCode }, 250, '2026-11-23');
        expect(quote.amountVnd).toBeGreaterThan(0);
        expect(quote.transitWorkingDaysMax).toBeGreaterThanOrEqual(quote.transitWorkingDaysMin);
      }
    }
  });

  const tariff = (changes: object) => {
    const price = {
      ...{ bands: [{ upToGrams: 250, amountVnd: 1 }], furtherHalfKilogramVnd: 1 },
      ...{ transitWorkingDaysMin: 1, transitWorkingDaysMax: 2, ...changes },
    };
    const zones = { SAME_PROVINCE: price, SAME_REGION: price, OTHER_REGION: price };
    return { tariffId: 't', invented: true, effectiveFrom: '2026-01-01', zones };
  };
  const bands = (...list: readonly (readonly [number, number])[]) => ({
    bands: list.map(([upToGrams, amountVnd]) => ({ upToGrams, amountVnd })),
  });
  it.each<[string, object]>([
    ['a band that is not heavier than the one before', { tariffs: [tariff(bands([250, 1], [250, 2]))] }],
    ['a heavier band that costs less', { tariffs: [tariff(bands([250, 2], [500, 1]))] }],
    ['no band', { tariffs: [tariff({ bands: [] })] }],
    ['a price that is no whole đồng', { tariffs: [tariff(bands([250, 1.5]))] }],
    ['a transit that ends before it begins', { tariffs: [tariff({ transitWorkingDaysMin: 3 })] }],
    ['two tariffs of one name', { tariffs: [tariff({}), { ...tariff({}), effectiveFrom: '2027-01-01' }] }],
    ['two tariffs from one day', { tariffs: [tariff({}), { ...tariff({}), tariffId: 'u' }] }],
    ['figures nobody says were invented or not', { tariffs: [{ ...tariff({}), invented: undefined }] }],
    ['no tariff', { tariffs: [] }],
    ['a province in two regions', { regions: { ...prices.regions, TWICE: ['01'] } }],
    ['a province in no region', { regions: { ...prices.regions, NORTH: [] } }],
  ])('is not read with %s', (_, changes) => {
    const good = { ...prices, tariffs: [tariff({})] };
    expect(PostagePrices.safeParse(good).success).toBe(true);
    expect(PostagePrices.safeParse({ ...good, ...changes }).success).toBe(false);
  });

  it('has tracking numbers to give away', () => {
    expect(trackingNumberAt(trackingRange, 1)).toMatch(/^EA10000000\dVN$/);
  });
});
