import { serveLinkedPapers, type SubgraphOptions } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { printHandOverList } from '../use-cases/print-hand-over-list.js';
import { printLabel } from '../use-cases/print-label.js';

type Server = Parameters<NonNullable<SubgraphOptions<Context>['routes']>>[0];

/** `GET /labels/<signed link>` and `GET /hand-over-lists/<signed link>`: good for five minutes. */
export function addPapers(server: Server, context: Context): void {
  serveLinkedPapers(server, '/labels/*', (token) => printLabel(context, token));
  serveLinkedPapers(server, '/hand-over-lists/*', (token) => printHandOverList(context, token));
}
