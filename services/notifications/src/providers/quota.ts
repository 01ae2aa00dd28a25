/** So many a second and no more, as agreed with a provider: what was not used within a second is not saved up. */
export interface Quota {
  isSpent(): boolean;
  /** One is sent; a text that has begun may go over, and what follows waits longer. */
  spend(): void;
}

/** No limit when `perSecond` is undefined. `now` in milliseconds. */
export function createQuota(perSecond: number | undefined, now: () => number = Date.now): Quota {
  if (perSecond === undefined) return { isSpent: () => false, spend: () => undefined };
  let left = perSecond;
  let countedAt = now();
  const refill = (): void => {
    const at = now();
    left = Math.min(perSecond, left + ((at - countedAt) * perSecond) / 1_000);
    countedAt = at;
  };
  return {
    isSpent() {
      refill();
      return left < 1;
    },
    spend() {
      refill();
      left -= 1;
    },
  };
}
