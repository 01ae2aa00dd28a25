import type { SubgraphOptions } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { printHandOverList } from '../use-cases/print-hand-over-list.js';
import { printLabel, type Paper } from '../use-cases/print-label.js';

type Server = Parameters<NonNullable<SubgraphOptions<Context>['routes']>>[0];

/** `GET /labels/<signed link>` and `GET /hand-over-lists/<signed link>`: the link is the proof, and good for five minutes. */
export function addPapers(server: Server, context: Context): void {
  serve(server, '/labels/*', (token) => printLabel(context, token));
  serve(server, '/hand-over-lists/*', (token) => printHandOverList(context, token));
}

function serve(server: Server, path: string, print: (token: string) => Promise<Paper | null>): void {
  server.get<{ Params: { '*': string } }>(path, async ({ params }, reply) => {
    const paper = await print(params['*']);
    reply.headers({ 'cache-control': 'private, no-store', ...guarded });
    if (paper === null) {
      const error = { message: 'The link is over or not one of ours.', extensions: { code: 'LINK_NOT_VALID' } };
      return reply.code(404).send({ errors: [error] });
    }
    const disposition = `attachment; filename="${paper.fileName}"`;
    return reply.type('application/pdf').header('content-disposition', disposition).send(paper.bytes);
  });
}

/** Saved, not shown: nothing in it may run, and no other page learns the link. */
const guarded = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'referrer-policy': 'no-referrer',
} as const;
