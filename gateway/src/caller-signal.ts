import type { ServerResponse } from 'node:http';
import { DeadlinePassed } from './subgraph-connection.js';

/** Nobody is there any more to read an answer. */
export class CallerGone extends Error {
  constructor() {
    super('the caller has gone');
    this.name = 'CallerGone';
  }
}

/** Aborted when the time of an operation is over, or when the caller hangs up before the answer is written. */
export function callerSignal(response: ServerResponse, deadlineMs: number): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new DeadlinePassed());
  }, deadlineMs);
  response.once('close', () => {
    clearTimeout(timer);
    if (!response.writableFinished) controller.abort(new CallerGone());
  });
  return controller.signal;
}
