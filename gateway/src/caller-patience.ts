import type { ServerResponse } from 'node:http';
import { type Patience, startPatience } from './patience.js';
import { DeadlinePassed } from './subgraph-connection.js';

/** Nobody is there any more to read an answer. */
export class CallerGone extends Error {
  constructor() {
    super('the caller has gone');
    this.name = 'CallerGone';
  }
}

/** Over when the time of an operation is, or when the caller hangs up before the answer is written. */
export function callerPatience(response: ServerResponse, deadlineMs: number): Patience {
  const patience = startPatience();
  const timer = setTimeout(() => patience.end(new DeadlinePassed()), deadlineMs);
  response.once('close', () => {
    clearTimeout(timer);
    if (!response.writableFinished) patience.end(new CallerGone());
  });
  return patience;
}
