import type { FastifyInstance } from 'fastify';
import { fieldsOf } from './fields.js';
import type { Journal } from './journal.js';

const longestWaitMs = 30_000;

/** `GET <path>?to=…&after=<id>&waitMs=…` → an array, newest last; waits for the next when there is none behind `after`. */
export function journalRoute<Entry extends { readonly id: string }>(
  app: FastifyInstance,
  path: string,
  journal: Journal<Entry>,
  isFor: (entry: Entry, to: string) => boolean = () => true,
): void {
  app.get(path, (request) => {
    const query = fieldsOf(request.query);
    const to = query.optionalText('to');
    return journal.read({
      after: query.optionalText('after'),
      waitMs: query.optionalInteger('waitMs', { min: 0, max: longestWaitMs }) ?? 0,
      matches: (entry) => to === undefined || isFor(entry, to),
    });
  });
}
