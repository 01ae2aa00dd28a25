import type { SubgraphOptions } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { printReceipt } from '../use-cases/print-receipt.js';

type Server = Parameters<NonNullable<SubgraphOptions<Context>['routes']>>[0];

/** `GET /receipts/<signed link>`: the link is the proof, and good for five minutes. */
export function addReceipts(server: Server, context: Context): void {
  server.get<{ Params: { '*': string } }>('/receipts/*', async ({ params }, reply) => {
    const receipt = await printReceipt(context, params['*']);
    reply.headers({ 'cache-control': 'private, no-store', ...guarded });
    if (receipt === null) {
      const error = { message: 'The link is over or not one of ours.', extensions: { code: 'LINK_NOT_VALID' } };
      return reply.code(404).send({ errors: [error] });
    }
    const disposition = `attachment; filename="${receipt.fileName}"`;
    return reply.type('application/pdf').header('content-disposition', disposition).send(receipt.bytes);
  });
}

/** Saved, not shown: nothing in it may run, and no other page learns the link. */
const guarded = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'referrer-policy': 'no-referrer',
} as const;
