import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.js';
import { printSlip } from '../use-cases/print-slip.js';

/** `GET /slips/<signed link>?language=vi|en`: the link is the proof, and good for five minutes. */
export function addSlips(server: FastifyInstance, context: Context): void {
  server.get<{ Params: { '*': string }; Querystring: { language?: unknown } }>(
    '/slips/*',
    async ({ params, query }, reply) => {
      const slip = await printSlip(context, params['*'], query.language === 'en' ? 'en' : 'vi');
      // Named and holding the receipt: nobody on the way keeps a copy.
      reply.headers({ 'cache-control': 'private, no-store', ...guarded });
      if (slip === null) {
        const error = { message: 'The link is over or not one of ours.', extensions: { code: 'LINK_NOT_VALID' } };
        return reply.code(404).send({ errors: [error] });
      }
      const disposition = `attachment; filename="${slip.fileName}"`;
      return reply.type('application/pdf').header('content-disposition', disposition).send(slip.bytes);
    },
  );
}

/** Saved, not shown: nothing in it may run or be guessed to be something else, and no other page learns the link. */
const guarded = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'referrer-policy': 'no-referrer',
} as const;
