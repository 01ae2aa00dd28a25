import { createQuota } from './quota.js';

describe('a quota', () => {
  it('lets through so many a second, and what a long text took too much is waited for', () => {
    let now = 0;
    const quota = createQuota(10, () => now);
    const sentBy = (at: number): number => {
      now = at;
      let sent = 0;
      for (; !quota.isSpent(); sent += 1) quota.spend();
      return sent;
    };
    expect([sentBy(0), sentBy(0), sentBy(500), sentBy(1_000)]).toEqual([10, 0, 5, 5]);
    for (let part = 1; part <= 3; part += 1) quota.spend();
    expect([sentBy(1_300), sentBy(1_400), sentBy(60_000)]).toEqual([0, 1, 10]);
  });

  it('is never spent where nothing was agreed', () => {
    const quota = createQuota(undefined);
    quota.spend();
    expect(quota.isSpent()).toBe(false);
  });
});
