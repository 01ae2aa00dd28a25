import type { FastifyInstance } from 'fastify';
import type { Env } from '../env.js';

/** Public halves of the keys that sign the agency feed, for whoever verifies it: a JSON Web Key Set. */
export function addPartnerKeys(server: FastifyInstance, { keys }: Env['PARTNER_SIGNING_KEYS']): void {
  const open = { keys: keys.map(({ kty, crv, x, kid }) => ({ kty, crv, x, kid, alg: 'EdDSA', use: 'sig' })) };
  server.get('/partner-keys.json', (_, reply) => reply.header('cache-control', 'public, max-age=300').send(open));
}
