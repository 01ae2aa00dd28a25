import { Pool } from 'undici';
import type { Readable } from 'node:stream';

export interface SubgraphAnswer {
  readonly status: number;
  readonly body: string;
}

export interface SubgraphConnection {
  /** Sends and reads whole, within the deadline; rejects when the subgraph is gone, slow or tells too much. */
  post(request: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | Readable;
    readonly signal: AbortSignal;
    readonly deadlineMs: number;
  }): Promise<SubgraphAnswer>;
  close(): Promise<void>;
}

/** The subgraph did not answer in time. */
export class DeadlinePassed extends Error {
  constructor() {
    super('no answer before the deadline');
    this.name = 'DeadlinePassed';
  }
}

const connectMs = 1_000;
const connections = 64;
const keptAliveMs = 10_000;
const largestAnswer = 8 * 1024 * 1024;

/** One pool of kept-alive connections to one subgraph. */
export function connectSubgraph(url: string): SubgraphConnection {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    keepAliveTimeout: keptAliveMs,
    connect: { timeout: connectMs },
    // Our own deadline is the only one: it also covers waiting for a connection and an answer that trickles.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: largestAnswer,
  });
  return {
    post: ({ headers, body, signal, deadlineMs }) =>
      within(deadlineMs, signal, async (within) => {
        const answer = await pool.request({ method: 'POST', path: pathname, headers, body, signal: within });
        return { status: answer.statusCode, body: await answer.body.text() };
      }),
    close: () => pool.close(),
  };
}

/** Runs with a signal that is aborted by the outer one or, with DeadlinePassed, when the time is over. */
async function within<T>(ms: number, outer: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort(outer.reason);
  };
  const timer = setTimeout(() => {
    controller.abort(new DeadlinePassed());
  }, ms);
  if (outer.aborted) abort();
  else outer.addEventListener('abort', abort, { once: true });
  try {
    return await run(controller.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', abort);
  }
}
