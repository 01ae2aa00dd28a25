import { createStallCount } from './stall-watchdog.js';

describe('standing still', () => {
  const place = { name: 'a/0', lag: 5n, committed: 7n };
  it('is waiting messages and nothing committed or tried, look after look', () => {
    const stalls = createStallCount(2);
    expect([1, 2, 3].map(() => stalls.look([place]))).toEqual([[], [], ['a/0']]);
  });

  it.each([
    ['a commit', () => ({ ...place, committed: 8n }), () => undefined],
    ['nothing waiting', () => ({ ...place, lag: 0n }), () => undefined],
    [
      'a try',
      () => place,
      (stalls: ReturnType<typeof createStallCount>) => {
        stalls.signOfLife('a/0');
      },
    ],
    [
      'no answer from Kafka',
      () => place,
      (stalls: ReturnType<typeof createStallCount>) => {
        stalls.forget();
      },
    ],
  ])('%s begins the count anew', (_what, after, between) => {
    const stalls = createStallCount(2);
    stalls.look([place]);
    stalls.look([place]);
    between(stalls);
    expect(stalls.look([after()])).toEqual([]);
  });
});
