export interface BreakerSettings {
  /** In a row, before nobody is sent there any more. */
  readonly failures: number;
  /** So long; then one question tries. */
  readonly restMs: number;
  readonly now: () => number;
}

export const usualBreaker: BreakerSettings = { failures: 10, restMs: 1_000, now: () => performance.now() };

/** It failed so often in a row that it is left alone for a moment. */
export class LeftAlone extends Error {
  constructor() {
    super('not asked: it failed too often just now');
    this.name = 'LeftAlone';
  }
}

export interface Breaker {
  /** @throws LeftAlone when nobody is sent there at the moment. */
  admit(): void;
  answered(): void;
  failed(): void;
}

/**
 * Leaves a subgraph alone that only costs time: after so many failures in a row everybody hears no at once, and every now and
 * then one question finds out whether it is back. `onTurn` hears when that begins and ends.
 */
export function createBreaker(
  onTurn: (isLeftAlone: boolean) => void,
  { failures, restMs, now }: BreakerSettings = usualBreaker,
): Breaker {
  let inARow = 0;
  let restsUntil = 0;
  return {
    admit() {
      if (inARow < failures) return;
      if (now() < restsUntil) throw new LeftAlone();
      restsUntil = now() + restMs; // this one tries; the others wait for what it finds
    },
    answered() {
      const wasLeftAlone = inARow >= failures;
      inARow = 0;
      if (wasLeftAlone) onTurn(false);
    },
    failed() {
      inARow += 1;
      if (inARow >= failures) restsUntil = now() + restMs;
      if (inARow === failures) onTurn(true);
    },
  };
}
