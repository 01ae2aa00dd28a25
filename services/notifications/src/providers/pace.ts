/** Which provider is quick just now: measured by what it did lately, not by what it promises. */
export interface Pace {
  record(provider: string, isSlow: boolean): void;
  /** Quickest first; those about equally quick in the order they were given in. */
  order(providers: readonly string[]): readonly string[];
}

/** What is older is forgotten, so that a provider that was slow gets its next chance. */
const rememberedMs = 5 * 60_000;
const mostRemembered = 500;
/** Fewer say nothing. */
const fewest = 5;
const tolerated = 0.1;

export function createPace(now: () => number): Pace {
  const seen = new Map<string, { readonly at: number; readonly isSlow: boolean }[]>();
  const slowShare = (provider: string): number => {
    const since = now() - rememberedMs;
    const recent = (seen.get(provider) ?? []).filter(({ at }) => at > since);
    if (recent.length < fewest) return 0;
    const share = recent.filter(({ isSlow }) => isSlow).length / recent.length;
    return share <= tolerated ? 0 : share;
  };
  return {
    record(provider, isSlow) {
      const kept = seen.get(provider) ?? [];
      seen.set(provider, kept);
      kept.push({ at: now(), isSlow });
      if (kept.length > mostRemembered) kept.shift();
    },
    order(providers) {
      const shares = new Map(providers.map((provider) => [provider, slowShare(provider)]));
      return [...providers].sort((a, b) => (shares.get(a) ?? 0) - (shares.get(b) ?? 0));
    },
  };
}
