import type { FastifyInstance } from 'fastify';

/** What must be well before the sandbox can serve. */
export interface Health {
  check(name: string, isWell: () => boolean): void;
  /** Fails until this is there. */
  awaits(name: string, opened: Promise<unknown>): void;
  routes(app: FastifyInstance): void;
}

export function createHealth(): Health {
  const checks = new Map<string, () => boolean>();
  return {
    check(name, isWell) {
      checks.set(name, isWell);
    },
    awaits(name, opened) {
      const state = { isOpen: false };
      checks.set(name, () => state.isOpen);
      // Whoever opens it reports a failure; here it only stays closed.
      opened.then(
        () => (state.isOpen = true),
        () => undefined,
      );
    },
    routes(app) {
      app.get('/livez', () => ({ alive: true }));
      app.get('/readyz', (_request, reply) => {
        const results = [...checks].map(([name, isWell]) => [name, isWell() ? 'OK' : 'FAILED'] as const);
        const ready = results.every(([, result]) => result === 'OK');
        return reply.code(ready ? 200 : 503).send({ ready, checks: Object.fromEntries(results) });
      });
    },
  };
}
