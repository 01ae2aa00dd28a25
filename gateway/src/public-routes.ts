import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import httpProxy from '@fastify/http-proxy';
import type { Lifecycle, Log } from '@motcua/service-kit';
import type { FastifyInstance } from 'fastify';
import { Pool } from 'undici';
import { limitBody } from './body-limits.js';
import { EdgeRefusal } from './edge-refusal.js';

/** A place of a service that everybody may reach through the endpoint; whatever lies beside it stays out of reach. */
export interface PublicRoute {
  /** Everything below it when it ends with a slash, else that one address. */
  readonly path: string;
  readonly subgraph: string;
  /** Something is brought there by POST, byte by byte what was signed; otherwise it is read. */
  readonly takes?: { readonly mostBytes: number; readonly headers: readonly string[] };
  /** Statuses with which the service says no in its own words. */
  readonly refusals?: readonly number[];
}

/** The same path at the service. */
export const publicRoutes: readonly PublicRoute[] = [
  { path: '/files/', subgraph: 'dossiers' },
  { path: '/slips/', subgraph: 'dossiers' },
  { path: '/receipts/', subgraph: 'payments' },
  { path: '/labels/', subgraph: 'delivery' },
  { path: '/hand-over-lists/', subgraph: 'delivery' },
  { path: '/document-keys.json', subgraph: 'dossiers' },
  { path: '/partner-keys.json', subgraph: 'dossiers' },
  { path: '/forms/', subgraph: 'procedures' },
  { path: '/bank/vnpay/ipn', subgraph: 'payments' },
  { path: '/bank/vnpay/return', subgraph: 'payments', refusals: [400] },
  {
    ...{ path: '/carrier/webhook', subgraph: 'delivery', refusals: [400, 401, 404, 409] },
    takes: { mostBytes: 16_384, headers: ['content-type', 'webhook-id', 'webhook-timestamp', 'webhook-signature'] },
  },
];

export interface ForwardedRoute extends Pick<PublicRoute, 'path' | 'takes' | 'refusals'> {
  /** Of the service, e.g. `http://127.0.0.1:4002`. */
  readonly origin: string;
}

/** For the whole answer, on a slow line as well. */
const answerMs = 120_000;
const firstByteMs = 10_000;
const connectMs = 1_000;
const connections = 32;
const longestAddress = 2_000;

/** Only what says which part of a file is wanted; no token, no cookie, no identity. */
const askedWith = ['accept', 'range', 'if-range', 'if-none-match'] as const;
/** What a file or a document needs; the rest would speak of the service behind. */
const answeredWith = [
  ...['content-type', 'content-length', 'content-disposition', 'content-encoding', 'content-language'],
  ...['content-range', 'accept-ranges', 'etag', 'last-modified', 'cache-control', 'expires', 'vary'],
  ...['content-security-policy', 'cross-origin-resource-policy', 'access-control-allow-origin'],
] as const;
const passed: readonly number[] = [200, 204, 206, 304, 416];

/** Forwards those routes, streamed, by the methods they need alone; every other answer of a service becomes one of ours. */
export async function addPublicRoutes(
  server: FastifyInstance,
  routes: readonly ForwardedRoute[],
  { lifecycle, log }: { readonly lifecycle: Lifecycle; readonly log: Log },
): Promise<void> {
  for (const route of routes) {
    const pool = new Pool(route.origin, {
      ...{ connections, pipelining: 1, headersTimeout: firstByteMs, bodyTimeout: firstByteMs },
      connect: { timeout: connectMs },
    });
    lifecycle.defer(`public route ${route.path}`, () => pool.close());
    await server.register((scope) => addPublicRoute(scope, route, pool, log));
  }
}

async function addPublicRoute(
  scope: FastifyInstance,
  { path, origin, takes, refusals = [] }: ForwardedRoute,
  pool: Pool,
  log: Log,
): Promise<void> {
  if (takes !== undefined) {
    scope.addHook('preParsing', (request, _reply, payload) => limitBody(request, payload, takes.mostBytes));
  }
  await scope.register(httpProxy, {
    upstream: origin,
    // A pool of our own: the plugin's would accept any certificate. Its memory of addresses would hold signed links.
    undici: withDeadline(pool),
    disableCache: true,
    routes: [path.endsWith('/') ? `${path}*` : path],
    httpMethods: takes === undefined ? ['GET', 'HEAD'] : ['POST'],
    proxyPayloads: takes !== undefined,
    internalRewriteLocationHeader: false,
    preHandler: (request, _reply, done) => {
      done(isPlainAddress(request.raw.url ?? '', path) ? undefined : notFound());
    },
    replyOptions: {
      retryDelay: () => null, // it would ask a service that is out of breath ten times more
      rewriteRequestHeaders: (_request, headers) => only(takes?.headers ?? askedWith, headers),
      rewriteHeaders: (headers) => ({ ...only(answeredWith, headers), ...ours }),
      onResponse: (request, reply, answer) => {
        const body = bodyOf(request.method, answer, [...passed, ...refusals]);
        if (body instanceof EdgeRefusal) for (const name of answeredWith) void reply.removeHeader(name);
        void reply.send(body);
      },
      onError: (reply, { error }) => {
        log.warn('a service did not answer on a public route', { route: path, error });
        void reply.send(new EdgeRefusal(503, 'SERVICE_UNAVAILABLE', { cause: error }));
      },
    },
  });
}

/** The token is in the address, so the address goes nowhere else. */
const ours = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' } as const;

function withDeadline(pool: Pool): { readonly request: Pool['request'] } {
  const request = (options: Parameters<Pool['request']>[0], done?: unknown): unknown =>
    Reflect.apply(pool.request.bind(pool), pool, [{ ...options, signal: AbortSignal.timeout(answerMs) }, done]);
  return { request: request as Pool['request'] }; // both of its forms: with a callback and with a promise
}

/** The signs that our addresses are made of. Nothing encoded and no `..`: what is not plain is not looked at further. */
function isPlainAddress(url: string, path: string): boolean {
  const [address = ''] = url.split('?', 1);
  const plain = /^(?:\/[\w~-][\w.~-]*)+$/.test(address) && url.length <= longestAddress;
  return plain && (path.endsWith('/') ? address.startsWith(path) : address === path);
}

function only(names: readonly string[], headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

interface Answer {
  readonly statusCode: number;
  readonly stream: Readable;
}

/** What the caller gets of a service's answer. */
function bodyOf(
  method: string,
  { statusCode, stream }: Answer,
  passed: readonly number[],
): Readable | EdgeRefusal | null {
  if (passed.includes(statusCode) && statusCode !== 304 && statusCode !== 204 && method !== 'HEAD') return stream;
  stream.resume(); // else its connection would stay busy
  if (passed.includes(statusCode)) return null;
  return statusCode >= 500 ? new EdgeRefusal(503, 'SERVICE_UNAVAILABLE') : notFound();
}

function notFound(): EdgeRefusal {
  return new EdgeRefusal(404, 'NOT_FOUND');
}
