import { listProvinces } from '@motcua/vietnam';
import { quotePostage } from './domain/postage.js';
import { trackingNumberAt } from './domain/tracking-range.js';
import { readCarrierContract } from './read-carrier-contract.js';

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
        const quote = quotePostage(prices, { fromProvinceCode, toProvinceCode }, '2026-11-23');
        expect(quote.amountVnd).toBeGreaterThan(0);
        expect(quote.transitWorkingDaysMax).toBeGreaterThanOrEqual(quote.transitWorkingDaysMin);
      }
    }
  });

  it('has tracking numbers to give away', () => {
    expect(trackingNumberAt(trackingRange, 1)).toMatch(/^EA10000000\dVN$/);
  });
});
