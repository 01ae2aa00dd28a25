import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult } from 'graphql';
import { createHandler } from 'graphql-sse';
import { EdgeRefusal } from '../edge-refusal.js';
import type { RegisteredOperations } from '../registered-operations.js';
import { openSession, type Session } from './session.js';
import { lastWordMs, type Transport } from './transport.js';
import type { Told } from './watch.js';

/** A reader who takes nothing for so many beats is gone. */
const beatsOfPatience = 4;

/** graphql-sse, one connection for one subscription, at /graphql/stream: for clients that cannot speak WebSocket. */
export function addEventStream(server: FastifyInstance, transport: Transport): void {
  const { verifier, callerOf, lifecycle, subscriptions, log } = transport;
  const sessions = new WeakMap<FastifyRequest, Session>();
  const open = new Set<ServerResponse>();
  server.route({
    method: 'POST',
    url: '/graphql/stream',
    onRequest: async (request, reply) => {
      void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      if (open.size >= transport.mostConnections) throw new EdgeRefusal(503, 'TOO_MANY_SUBSCRIPTIONS');
      const { authorization } = request.headers;
      sessions.set(request, await openSession(callerOf(request.raw), authorization, verifier, log));
    },
    handler: async (request, reply) => {
      const session = sessions.get(request);
      if (session === undefined) throw new Error('a stream without a session');
      demandStream(request, transport.registered);
      open.add(reply.raw);
      try {
        await stream(request, reply, session, transport);
      } finally {
        open.delete(reply.raw);
      }
    },
  });
  lifecycle.defer('event streams', async () => {
    subscriptions.close();
    const ended = [...open].map((response) => once(response, 'close'));
    await Promise.race([Promise.all(ended), delay(lastWordMs)]);
    for (const response of open) response.destroy();
  });
}

/** What the library would refuse without a code. */
function demandStream({ headers, body }: FastifyRequest, registered: RegisteredOperations): void {
  if (headers.accept !== 'text/event-stream') throw new EdgeRefusal(406, 'WRONG_TRANSPORT');
  if (!registered.fillIn(body)) throw new EdgeRefusal(400, 'OPERATION_NOT_REGISTERED');
  if (typeof body !== 'object' || body === null || !('query' in body) || typeof body.query !== 'string') {
    throw new EdgeRefusal(400, 'BAD_REQUEST');
  }
}

async function stream(
  { method, url, headers, body, raw }: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  { subscriptions, log, beatMs }: Transport,
): Promise<void> {
  const response = reply.raw;
  const handle = createHandler({
    // Never a stream that waits for its reader: those are kept under a token of the client's choice, without end.
    authenticate: () => null,
    onSubscribe: (_request, asked) => {
      const opened = subscriptions.open(asked, session, () => roomIn(response));
      const told = 'next' in opened ? opened : saidOnce({ errors: opened.map((error) => error.toJSON()) });
      // What is told is formatted already, which the library's types have no name for.
      return told as unknown as AsyncGenerator<ExecutionResult>;
    },
  });
  const header = (name: string): string | undefined => [headers[name]].flat().join() || undefined;
  const [chunks, { status, statusText, headers: ofTheLibrary }] = await handle({
    ...{ method, url, raw, context: undefined, headers: { get: header } },
    body: body as Record<string, unknown>, // as demandStream demanded
  });
  reply.hijack();
  response.writeHead(status, statusText, { ...toTexts(reply.getHeaders()), ...ofTheLibrary });
  if (chunks === null || typeof chunks === 'string') {
    response.end(chunks ?? '');
    return;
  }
  response.once('close', () => void chunks.return(undefined));
  try {
    for await (const chunk of chunks) await write(response, chunk, beatMs * beatsOfPatience);
    response.end();
  } catch (error) {
    log.debug('an event stream broke', { error });
    response.destroy();
  }
}

/** The library takes a lone list of errors for something to run. */
async function* saidOnce(told: Told): AsyncGenerator<Told> {
  yield await Promise.resolve(told);
}

function toTexts(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** The next answer is asked for when the last has left, or when nobody is there. */
async function roomIn(response: ServerResponse): Promise<void> {
  while (response.writableNeedDrain && !response.destroyed) {
    const changed = new AbortController();
    const either = { signal: changed.signal };
    await Promise.race([once(response, 'drain', either), once(response, 'close', either)]);
    changed.abort();
  }
}

function write(response: ServerResponse, chunk: string, patienceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!response.writable) {
      resolve();
      return;
    }
    const impatient = setTimeout(() => response.destroy(), patienceMs);
    response.write(chunk, (error) => {
      clearTimeout(impatient);
      if (error === undefined || error === null) resolve();
      else reject(error);
    });
  });
}
