import { createRetryTimes } from './retry-times.js';

describe('when to try again', () => {
  it('waits after a failure, for this key alone, and forgets it after a success', () => {
    const times = createRetryTimes({ firstMs: 1_000, longestMs: 60_000 });
    expect(times.failed('a')).toBeLessThanOrEqual(1_000);
    expect([times.mustWait('a'), times.mustWait('b'), times.failing()]).toEqual([true, false, ['a']]);
    times.succeeded('a');
    expect([times.mustWait('a'), times.failing()]).toEqual([false, []]);
  });

  it('takes many failures of one moment as one', () => {
    const times = createRetryTimes({ firstMs: 1_000, longestMs: 60_000 });
    const delays = Array.from({ length: 16 }, () => times.failed('a'));
    expect(Math.max(...delays)).toBeLessThanOrEqual(1_000);
  });

  it('waits longer each time, up to a limit', () => {
    const times = createRetryTimes({ firstMs: 0.001, longestMs: 0.004 });
    for (let n = 0; n < 50; n += 1) times.failed('a');
    expect(times.failed('a')).toBeLessThanOrEqual(1);
  });
});
