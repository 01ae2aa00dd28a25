import { CallerGone } from '../caller-signal.js';
import type { SubgraphConnection } from '../subgraph-connection.js';

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

/**
 * Leaves a subgraph alone that only costs time: after so many failures in a row everybody hears no at once, and every now and
 * then one question finds out whether it is back. Whatever it says counts as being there; a caller who hangs up says nothing.
 */
export function withBreaker(connection: SubgraphConnection, settings = usualBreaker): SubgraphConnection {
  const { failures, restMs, now } = settings;
  let inARow = 0;
  let restsUntil = 0;
  return {
    async post(request) {
      if (inARow >= failures) {
        if (now() < restsUntil) throw new LeftAlone();
        restsUntil = now() + restMs; // this one tries; the others wait for what it finds
      }
      try {
        const answer = await connection.post(request);
        inARow = 0;
        return answer;
      } catch (error) {
        if (error instanceof CallerGone) throw error;
        inARow += 1;
        if (inARow >= failures) restsUntil = now() + restMs;
        throw error;
      }
    },
    close: () => connection.close(),
  };
}
