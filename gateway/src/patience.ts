/**
 * How long an answer is waited for. What AbortSignal says, at a tenth of its price: every request has one, and every question
 * to a subgraph looks at it.
 */
export interface Patience {
  /** Why nobody waits any more; null while somebody does. */
  readonly over: () => Error | null;
  /** Calls back at its end; at once when it is over. */
  readonly hear: (listener: (why: Error) => void) => void;
  readonly forget: (listener: (why: Error) => void) => void;
}

/** The first `end` counts. */
export function startPatience(): Patience & { readonly end: (why: Error) => void } {
  let ended: Error | null = null;
  const listeners = new Set<(why: Error) => void>();
  return {
    over: () => ended,
    hear(listener) {
      if (ended === null) listeners.add(listener);
      else listener(ended);
    },
    forget: (listener) => void listeners.delete(listener),
    end(why) {
      if (ended !== null) return;
      ended = why;
      for (const listener of listeners) listener(why);
      listeners.clear();
    },
  };
}

/** Of somebody who waits as long as it takes. */
export function endlessPatience(): Patience {
  return startPatience();
}
