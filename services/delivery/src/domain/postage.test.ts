import { quotePostage, weightOf, type PriceList } from './postage.js';
import { refusalOf } from './shipment-story.fixture.js';

const price = (tariffId: string, effectiveFrom: string, first: number) => {
  const zone = (amountVnd: number) => ({
    bands: [
      { upToGrams: 250, amountVnd },
      { upToGrams: 500, amountVnd: amountVnd + 50 },
    ],
    ...{ furtherHalfKilogramVnd: 30, transitWorkingDaysMin: 1, transitWorkingDaysMax: 2 },
  });
  const zones = { SAME_PROVINCE: zone(first), SAME_REGION: zone(first + 1), OTHER_REGION: zone(first + 2) };
  return { tariffId, effectiveFrom, zones };
};
const prices: PriceList = {
  parcel: { coverGrams: 60, sheetGrams: 10 },
  regions: { HERE: ['01', '04'], THERE: ['79'] },
  tariffs: [price('new', '2026-07-01', 200), price('old', '2026-01-01', 100)],
};
const asked = (fromProvinceCode: string, toProvinceCode: string, day: string, weightGrams = 100) =>
  quotePostage(prices, { fromProvinceCode, toProvinceCode }, weightGrams, day);

describe('postage', () => {
  it.each([
    ['01', '01', '2026-06-30', 'old', 100],
    ['01', '04', '2026-06-30', 'old', 101],
    ['01', '79', '2026-06-30', 'old', 102],
    ['79', '01', '2026-07-01', 'new', 202],
    ['79', '79', '2027-07-01', 'new', 200],
  ])('from %s to %s on %s: %s, %d', (from, to, day, tariffId, amountVnd) => {
    expect(asked(from, to, day)).toMatchObject({ tariffId, amountVnd });
  });

  it.each([
    [1, 100],
    [250, 100],
    [251, 150],
    [500, 150],
    [501, 180],
    [1_000, 180],
    [1_001, 210],
  ])('of %d grams costs %d', (weightGrams, amountVnd) => {
    expect(asked('01', '01', '2026-06-30', weightGrams)).toMatchObject({ amountVnd, weightGrams });
  });

  it.each([
    [[], 70],
    [[1], 70],
    [[1, 3], 100],
    [[0, 0], 70],
  ])('is for a parcel that holds %j papers and weighs %d grams', (quantities, grams) => {
    expect(weightOf(prices, quantities)).toBe(grams);
  });

  it('is refused for a province there is not, and before the first tariff', () => {
    expect(refusalOf(() => asked('01', '99', '2026-06-30'))).toBe('UNKNOWN_PROVINCE');
    expect(refusalOf(() => asked('constructor', '01', '2026-06-30'))).toBe('UNKNOWN_PROVINCE');
    expect(refusalOf(() => asked('01', '01', '2025-12-31'))).toBe('NO_TARIFF');
  });
});
