import type { FastifyInstance } from 'fastify';
import { fieldsOf } from '../fields.js';
import { journalRoute } from '../journal-route.js';
import { Refused } from '../refused.js';
import type { AgencyBook } from './agency-book.js';

const longestWorkMs = 365 * 86_400_000;

/** GET /agencies · GET /agencies/<name>/notes · PUT /agencies/<name> `{"workingMs", "rejectWith"?}` */
export function agencyRoutes(app: FastifyInstance, books: readonly AgencyBook[]): void {
  app.get('/agencies', () => books.map(shown));
  for (const book of books) journalRoute(app, `/agencies/${book.agency}/notes`, book.notes, isAbout);
  app.put<{ Params: { name: string } }>('/agencies/:name', (request) => {
    const book = books.find(({ agency }) => agency === request.params.name);
    if (book === undefined) throw new Refused(404, 'UNKNOWN_AGENCY', 'there is no such agency here');
    const body = fieldsOf(request.body);
    const rejectWith = body.optionalText('rejectWith');
    const workingMs = body.integer('workingMs', { min: 0, max: longestWorkMs });
    book.setWay({ workingMs, ...(rejectWith === undefined ? {} : { rejectWith }) });
    return shown(book);
  });
}

const shown = (book: AgencyBook) => ({ name: book.agency, ...book.way(), counts: book.counts() });
const isAbout = ({ dossierId }: { readonly dossierId?: string }, to: string): boolean => dossierId === to;
