import { setTimeout as pause } from 'node:timers/promises';

/** Tries again with growing pauses until it works; undefined only when `signal` ends it before. */
export type Insist = <Answer>(attempt: () => Promise<Answer>) => Promise<Answer | undefined>;

const firstRetryMs = 200;
const slowestRetryMs = 10_000;

export function createInsist(signal: AbortSignal, onFailure: (error: unknown, delayMs: number) => void): Insist {
  return async (attempt) => {
    for (let delayMs = firstRetryMs; !signal.aborted; delayMs = Math.min(delayMs * 2, slowestRetryMs)) {
      try {
        return await attempt();
      } catch (error) {
        onFailure(error, delayMs);
        await pause(delayMs, undefined, { signal }).catch(() => undefined); // rejects only when the signal ends it
      }
    }
    return undefined;
  };
}
