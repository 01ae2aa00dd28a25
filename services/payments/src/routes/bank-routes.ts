import type { SubgraphOptions } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { hearBank } from '../use-cases/hear-bank.js';
import { lookUpAttempt } from '../use-cases/look-up-attempt.js';
import { returnPage } from './return-page.js';

type Server = Parameters<NonNullable<SubgraphOptions<Context>['routes']>>[0];

/** What the bank and the citizen's browser call; neither has an identity, the bank's checksum is its own. */
export function addBankRoutes(server: Server, context: Context): void {
  // The query as it came over the wire: parsed and written again it could be another text than the one that was signed.
  server.get('/bank/vnpay/ipn', (request) => hearBank(context, rawQueryOf(request.raw.url)));

  server.get('/bank/vnpay/return', async (request, reply) => {
    const attempt = await lookUpAttempt(context, rawQueryOf(request.raw.url));
    return reply
      .code(attempt === null ? 400 : 200)
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .header('x-content-type-options', 'nosniff')
      .type('text/html; charset=utf-8')
      .send(returnPage(attempt));
  });
}

function rawQueryOf(url = ''): string {
  const mark = url.indexOf('?');
  return mark === -1 ? '' : url.slice(mark + 1);
}
