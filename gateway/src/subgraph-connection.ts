import { type Dispatcher, Pool } from 'undici';
import type { Readable } from 'node:stream';
import type { Patience } from './patience.js';

export interface SubgraphAnswer {
  readonly status: number;
  readonly body: string;
}

export interface PostedQuestion {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Readable;
  readonly patience: Patience;
  readonly deadlineMs: number;
}

export interface SubgraphConnection {
  /** Sends and reads whole, within the deadline; rejects when the subgraph is gone, slow or tells too much. */
  post(question: PostedQuestion): Promise<SubgraphAnswer>;
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
  return { post: (question) => post(question, pool, pathname), close: () => pool.close() };
}

/** Neither a stream of the answer nor a signal: most answers are one piece, and few questions are given up. */
function post(question: PostedQuestion, pool: Pool, path: string): Promise<SubgraphAnswer> {
  const { headers, body, patience, deadlineMs } = question;
  return new Promise((resolve, reject) => {
    const over = patience.over();
    if (over !== null) {
      reject(over);
      return;
    }
    const asking: Asking = { controller: null, given: null };
    const giveUp = (why: Error): void => {
      settle();
      asking.given = why;
      asking.controller?.abort(why);
      if (typeof body !== 'string') body.destroy();
      reject(why);
    };
    const timer = setTimeout(() => giveUp(new DeadlinePassed()), deadlineMs);
    const settle = (): void => {
      clearTimeout(timer);
      patience.forget(giveUp);
    };
    patience.hear(giveUp);
    if (typeof body !== 'string') body.once('error', giveUp);
    const answered = (answer: SubgraphAnswer): void => {
      settle();
      resolve(answer);
    };
    pool.dispatch({ method: 'POST', path, headers, body }, hearing(asking, answered, giveUp));
  });
}

/** A question that waits for a connection cannot be aborted yet: it is when its turn comes. */
interface Asking {
  controller: Dispatcher.DispatchController | null;
  given: Error | null;
}

function hearing(
  asking: Asking,
  answered: (answer: SubgraphAnswer) => void,
  failed: (error: Error) => void,
): Dispatcher.DispatchHandler {
  const pieces: Buffer[] = [];
  let status = 0;
  return {
    onRequestStart: (controller) => {
      asking.controller = controller;
      if (asking.given !== null) controller.abort(asking.given);
    },
    onResponseStart: (_, code) => void (status = code),
    onResponseData: (_, piece) => void pieces.push(piece),
    onResponseEnd: () => answered({ status, body: textOf(pieces) }),
    onResponseError: (_, error) => {
      asking.controller = null; // it has ended by itself
      failed(error);
    },
  };
}

function textOf(pieces: readonly Buffer[]): string {
  const [only, another] = pieces;
  return only !== undefined && another === undefined ? only.toString() : Buffer.concat(pieces).toString();
}
