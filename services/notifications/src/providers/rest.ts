/** How long something that failed is left alone: longer each time, until it works again. Real time. */
export interface Rest {
  isOn(): boolean;
  /** Begins the next rest and answers how long it is, in milliseconds. */
  begin(): number;
  /** It works: the next rest is a short one. */
  end(): void;
}

export function createRest({ firstMs, longestMs }: { readonly firstMs: number; readonly longestMs: number }): Rest {
  let nextMs = firstMs;
  let until = 0;
  return {
    isOn: () => Date.now() < until,
    begin() {
      const restMs = nextMs;
      until = Date.now() + restMs;
      nextMs = Math.min(nextMs * 2, longestMs);
      return restMs;
    },
    end() {
      nextMs = firstMs;
      until = 0;
    },
  };
}
