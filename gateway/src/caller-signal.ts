import type { ServerResponse } from 'node:http';
import { DeadlinePassed } from './subgraph-connection.js';

/** Aborted when the time of an operation is over, or when the caller hangs up before the answer is written. */
export function callerSignal(response: ServerResponse, deadlineMs: number): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new DeadlinePassed());
  }, deadlineMs);
  response.once('close', () => {
    clearTimeout(timer);
    if (!response.writableFinished) controller.abort(new Error('the caller has gone'));
  });
  return controller.signal;
}
