import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { fieldsOf } from '../fields.js';
import { Refused } from '../refused.js';
import type { Clock } from './clock.js';
import { nextWorkingMorning } from './next-working-morning.js';

const aliveEveryMs = 15_000;
const longestMoveMs = 100 * 366 * 86_400_000;

/** GET /clock · GET /clock/stream (server-sent events, one at once and one at each move) · POST /clock/move */
export function clockRoutes(app: FastifyInstance, clock: Clock): void {
  const streams = new Set<ServerResponse>();
  const shown = () => ({ now: clock.now().toISOString(), offsetMs: clock.offsetMs() });

  app.get('/clock', () => ({ ...shown(), nextWorkingMorning: nextWorkingMorning(clock.now()).toISOString() }));
  app.post('/clock/move', (request) => {
    const body = fieldsOf(request.body);
    if (body.has('to') === body.has('byMs')) throw new Refused(400, 'FIELD_WRONG', 'either to or byMs');
    if (body.has('to')) clock.moveTo(body.instant('to'));
    else clock.moveBy(body.integer('byMs', { min: -longestMoveMs, max: longestMoveMs }));
    return shown();
  });
  app.get('/clock/stream', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    reply.raw.write(eventOf(shown()));
    streams.add(reply.raw);
    reply.raw.once('close', () => streams.delete(reply.raw));
  });

  const stopListening = clock.onMove(() => {
    for (const stream of streams) stream.write(eventOf(shown()));
  });
  // A comment now and then, so that both sides notice a connection that died.
  const alive = setInterval(() => {
    for (const stream of streams) stream.write(': alive\n\n');
  }, aliveEveryMs).unref();
  app.addHook('preClose', (done) => {
    clearInterval(alive);
    stopListening();
    for (const stream of streams) stream.end();
    done();
  });
}

const eventOf = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
