import type { FastifyInstance } from 'fastify';
import type { Health } from '../health.js';
import type { Metrics } from '../metrics.js';

/** `/livez` says the process lives, `/readyz` says it can serve, `/metrics` is for Prometheus. No identity needed. */
export function addOperationalRoutes(server: FastifyInstance, health: Health, metrics: Metrics): void {
  server.get('/livez', async (_request, reply) => reply.send({ status: 'LIVE' }));
  server.get('/readyz', async (_request, reply) => {
    const readiness = await health.readiness();
    return reply.code(readiness.ready ? 200 : 503).send(readiness);
  });
  server.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.render()));
}
