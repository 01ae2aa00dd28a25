import { jest } from '@jest/globals';
import { startTestBench, type TestBench } from '@motcua/service-kit/testing';
import { connectMongo } from '@motcua/service-kit/mongo';
import { parseTrackingNumber } from '@motcua/vietnam';
import { trackingNumberAt } from '../src/domain/tracking-range.js';
import { openTrackingCounter } from '../src/store/tracking-counter.js';

jest.setTimeout(30_000);

let bench: TestBench;
beforeAll(async () => {
  bench = await startTestBench('numbers');
}, 60_000);
afterAll(() => bench.close());

const range = { service: 'EA', country: 'VN', from: 10_000_000, to: 19_999_999 };

describe('the numbers of a range', () => {
  it('are each given once, in order, by however many processes at once', async () => {
    const connections = await Promise.all(
      [1, 2, 3].map(() => connectMongo(bench.mongoUrl, bench.lifecycle, bench.log)),
    );
    const counters = await Promise.all(connections.map(openTrackingCounter));
    const places = await Promise.all(counters.flatMap((next) => Array.from({ length: 200 }, () => next(range))));
    expect([...places].sort((one, other) => one - other)).toEqual(Array.from({ length: 600 }, (_, at) => at + 1));
    const numbers = places.map((place) => trackingNumberAt(range, place));
    expect(new Set(numbers).size).toBe(600);
    for (const number of numbers) expect(parseTrackingNumber(number)).toMatchObject({ service: 'EA', country: 'VN' });
  });

  it('go on where they were when the range is made longer, and begin anew only with another one', async () => {
    const next = await openTrackingCounter(await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log));
    expect(await next({ ...range, to: 29_999_999 })).toBe(601);
    expect(await next({ ...range, from: 50_000_000, to: 59_999_999 })).toBe(1);
  });
});
