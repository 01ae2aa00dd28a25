/** When texts were taken, for as long as their receipts usually take; the oldest are forgotten. */
export interface TakenTimes {
  remember(references: readonly string[]): void;
  /** Milliseconds since the first known of them was taken, which is then forgotten. */
  since(references: readonly string[]): number | undefined;
}

const mostRemembered = 10_000;

export function createTakenTimes(now: () => number = Date.now): TakenTimes {
  const times = new Map<string, number>();
  return {
    remember(references) {
      for (const reference of references) times.set(reference, now());
      for (const oldest of times.keys()) {
        if (times.size <= mostRemembered) break;
        times.delete(oldest);
      }
    },
    since(references) {
      const known = references.find((reference) => times.has(reference));
      if (known === undefined) return undefined;
      const tookMs = now() - (times.get(known) ?? 0);
      times.delete(known);
      return tookMs;
    },
  };
}
