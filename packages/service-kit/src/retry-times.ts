/** When what failed may be tried again: doubling delays with jitter, forgotten after a success. By key, in real time. */
export interface RetryTimes {
  /** Notes a failure and answers in how many milliseconds to try again. Failures while waiting count as the same one. */
  failed(key: string): number;
  succeeded(key: string): void;
  mustWait(key: string): boolean;
  /** The keys whose last try failed. */
  failing(): readonly string[];
}

export function createRetryTimes(limits: { readonly firstMs: number; readonly longestMs: number }): RetryTimes {
  const failures = new Map<string, { readonly attempts: number; readonly notBefore: number }>();
  return {
    failed(key) {
      const now = performance.now();
      const before = failures.get(key);
      if (before !== undefined && before.notBefore > now) return Math.ceil(before.notBefore - now);
      const attempts = (before?.attempts ?? 0) + 1;
      const fullMs = Math.min(limits.longestMs, limits.firstMs * 2 ** Math.min(attempts - 1, 20));
      const delayMs = Math.ceil(fullMs * (0.75 + Math.random() / 4));
      failures.set(key, { attempts, notBefore: now + delayMs });
      return delayMs;
    },
    succeeded: (key) => void failures.delete(key),
    mustWait: (key) => (failures.get(key)?.notBefore ?? 0) > performance.now(),
    failing: () => [...failures.keys()],
  };
}
