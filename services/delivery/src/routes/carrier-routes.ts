import type { SubgraphOptions } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { hearCarrier } from '../use-cases/hear-carrier.js';

type Server = Parameters<NonNullable<SubgraphOptions<Context>['routes']>>[0];

const bodyLimit = 16_384;

/** Codes of `hearCarrier` as the carrier's machine understands them; what is not listed is a conflict with what we know. */
const statuses: Readonly<Record<string, number>> = {
  WEBHOOK_UNSIGNED: 401,
  WEBHOOK_STALE: 401,
  WEBHOOK_MALFORMED: 400,
  SHIPMENT_NOT_HANDED_OVER: 404,
};

/** What the carrier calls; it has no identity, its signature is its own. */
export function addCarrierRoutes(server: Server, context: Context): void {
  // The body as it came over the wire: parsed and written again it could be another text than the one that was signed.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => {
    done(null, body);
  });
  server.post('/carrier/webhook', async (request, reply) => {
    const header = (name: string): string => {
      const value = request.headers[name];
      // Sent twice it is not one signature; Node joins or lists what came twice.
      return typeof value === 'string' ? value : '';
    };
    const refusal = await hearCarrier(context, {
      id: header('webhook-id'),
      timestamp: header('webhook-timestamp'),
      signature: header('webhook-signature'),
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    });
    if (refusal === null) return reply.code(204).send();
    return reply.code(statuses[refusal.code] ?? 409).send({ code: refusal.code });
  });
}
