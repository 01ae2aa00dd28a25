import { serveLinkedPapers, type SubgraphOptions } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { printReceipt } from '../use-cases/print-receipt.js';

type Server = Parameters<NonNullable<SubgraphOptions<Context>['routes']>>[0];

/** `GET /receipts/<signed link>`: good for five minutes. */
export function addReceipts(server: Server, context: Context): void {
  serveLinkedPapers(server, '/receipts/*', (token) => printReceipt(context, token));
}
