import { setTimeout as delay } from 'node:timers/promises';
import type { Patience } from '../patience.js';
import { NotAnAnswer } from '../subgraph-answer.js';

export interface SecondTrySettings {
  /** First questions that pay for one second try. */
  readonly firstPerSecond: number;
  /** Second tries that may be saved up; so many are there at the start. */
  readonly mostSaved: number;
  readonly shortestPauseMs: number;
  readonly longestPauseMs: number;
  /** From 0 to 1. */
  readonly random: () => number;
}

export const usualSecondTries: SecondTrySettings = {
  ...{ firstPerSecond: 10, mostSaved: 10, shortestPauseMs: 20, longestPauseMs: 100, random: Math.random },
};

/** A question that failed. */
export interface Failed {
  readonly error: unknown;
  /** As it was sent. */
  readonly body: string;
  readonly patience: Patience;
  readonly leftMs: number;
}

export interface SecondTries {
  /** Somebody asks for the first time. */
  readonly first: () => void;
  /** Resolves with whether to ask once more, after a pause when so. */
  readonly grant: (failed: Failed) => Promise<boolean>;
  readonly longestPauseMs: number;
}

/** Less than this is not worth a try. */
const leastLeftMs = 200;

/**
 * Asks once more where a line broke or a proxy found nobody: reads only, while there is time, and no more than a share of all
 * questions, so that a subgraph which is gone is not asked twice by everybody.
 */
export function createSecondTries(onDenied: () => void, settings: SecondTrySettings = usualSecondTries): SecondTries {
  const { firstPerSecond, mostSaved, shortestPauseMs, longestPauseMs, random } = settings;
  const most = firstPerSecond * mostSaved;
  let saved = most; // in first questions, so that it stays a whole number
  return {
    longestPauseMs,
    first() {
      if (saved < most) saved += 1;
    },
    async grant({ error, body, patience, leftMs }) {
      if (!isRead(body) || !mayPass(error) || patience.over() !== null || leftMs < leastLeftMs) return false;
      if (saved < firstPerSecond) {
        onDenied();
        return false;
      }
      saved -= firstPerSecond;
      await delay(shortestPauseMs + random() * (longestPauseMs - shortestPauseMs));
      return patience.over() === null;
    },
  };
}

/** As the planner writes operations: `query …` or `{ … }`. What is anything else may have happened already. */
function isRead(body: string): boolean {
  return body.startsWith('{"query":"query') || body.startsWith('{"query":"{');
}

const brokenLine: ReadonlySet<unknown> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN', 'ETIMEDOUT'],
  ...['UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT'],
]);
/** What stands in front of a service that is not there at this moment. */
const nobodyThere: ReadonlySet<number | undefined> = new Set([502, 503, 504]);

function mayPass(error: unknown): boolean {
  if (error instanceof NotAnAnswer) return nobodyThere.has(error.status);
  return error instanceof Error && 'code' in error && brokenLine.has(error.code);
}
