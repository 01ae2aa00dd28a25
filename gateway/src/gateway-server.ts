import { randomUUID } from 'node:crypto';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import type { Health, Lifecycle, Log, Metrics } from '@motcua/service-kit';
import { kitCounters } from '@motcua/service-kit';
import { GraphQLSchema } from 'graphql';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { TokenVerifier } from './access-token.js';
import { bodyLimits } from './body-limits.js';
import { addCrossOrigin } from './cross-origin.js';
import { EdgeRefusal, refusalBody } from './edge-refusal.js';
import { type EdgeCode, languageOf } from './edge-texts.js';
import { createGraph, type Graph, type GraphOptions } from './graph.js';
import { addGraphRoute } from './graph-route.js';
import { deprecationPlugin } from './deprecations.js';
import { addExplorer } from './explorer.js';
import { createJudging } from './judging.js';
import { plainJsonStatusPlugin } from './plain-json-status.js';
import type { RegisteredOperations } from './registered-operations.js';
import type { Charge } from './spending-headers.js';
import type { RequestJudge } from './request-judgement.js';
import { addPublicRoutes, type ForwardedRoute } from './public-routes.js';
import type { Deadlines } from './subgraph-source.js';
import { startSubscriptions, type SubscriptionSettings } from './subscriptions/start-subscriptions.js';
import type { UploadLimits } from './upload-intake.js';
import { warmUp } from './warming.js';

/** For a request to arrive whole, files included. */
const arrivalMs = 120_000;

export interface GatewayServerOptions {
  readonly host: string;
  readonly port: number;
  readonly graph: Omit<GraphOptions, 'plugins' | 'log' | 'onSchema'>;
  /** Null: nobody subscribes. */
  readonly subscriptions: SubscriptionSettings | null;
  readonly verifier: TokenVerifier;
  readonly charge: Charge;
  readonly registered: RegisteredOperations;
  readonly explorer: boolean;
  /** Whatever is not registered is refused. */
  readonly registeredOnly: boolean;
  /** Addresses and CIDR blocks of proxies whose X-Forwarded-For is believed; empty: nobody's. */
  readonly trustedProxies: readonly string[];
  /** Of pages that may ask from elsewhere. */
  readonly origins: readonly string[];
  readonly publicRoutes: readonly ForwardedRoute[];
  readonly deadlines: Deadlines;
  readonly uploads: UploadLimits;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly lifecycle: Lifecycle;
}

/** Listens: one GraphQL endpoint, the services' public routes, and three routes for operators. Stopping lets what is under way finish. */
export async function startGatewayServer(options: GatewayServerOptions): Promise<{ readonly url: string }> {
  const { host, port, health, log, lifecycle } = options;
  const server = Fastify({
    bodyLimit: bodyLimits.everybody,
    trustProxy: options.trustedProxies.length > 0 && [...options.trustedProxies],
    requestTimeout: arrivalMs,
    genReqId: () => randomUUID(),
    logger: false,
    exposeHeadRoutes: false,
  });
  const { registered, registeredOnly } = options;
  const judging = createJudging(registeredOnly ? registered.has : null);
  let schema = new GraphQLSchema({});
  const plugins = [fastifyApolloDrainPlugin(server), plainJsonStatusPlugin(), deprecationPlugin(), judging.plugin];
  const made = createGraph({ ...options.graph, log, plugins, onSchema: (loaded) => (schema = loaded) });
  const { graph } = made;
  await graph.start();
  await warmUp(graph, registered.all, log);
  lifecycle.defer('gateway', async () => {
    health.stopping();
    await graph.stop();
  });
  answerFaults(server, log);
  // Node closes connections that wait when it stops listening, but not one that begins to wait after its last answer.
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (lifecycle.signal.aborted) void reply.header('connection', 'close');
    done(null, payload);
  });
  await addCrossOrigin(server, options.origins);
  addOperatorRoutes(server, options);
  if (options.explorer) addExplorer(server, registered.all, () => schema);
  addGraphRoute(server, made, { ...options, judge: judging.judge });
  await addPublicRoutes(server, options.publicRoutes, options);
  serveSubscriptions(server, graph, { ...options, judge: judging.judge, schema: () => schema });
  const url = await server.listen({ host, port });
  health.started();
  return { url };
}

function serveSubscriptions(
  server: FastifyInstance,
  graph: Graph['graph'],
  options: GatewayServerOptions & { readonly schema: () => GraphQLSchema; readonly judge: RequestJudge },
): void {
  const { subscriptions: settings, graph: given, deadlines } = options;
  if (settings === null) return;
  const { development } = given;
  const { operationMs } = deadlines;
  startSubscriptions(server, graph, { ...options, settings, development, operationMs });
}

function addOperatorRoutes(server: FastifyInstance, { health, metrics }: GatewayServerOptions): void {
  server.get('/livez', () => ({ alive: true }));
  server.get('/readyz', async (_request, reply) => {
    const readiness = await health.readiness();
    return reply.code(readiness.ready ? 200 : 503).send(readiness);
  });
  server.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.render()));
}

function answerFaults(server: FastifyInstance, log: Log): void {
  server.setNotFoundHandler((request, reply) => refuse(new EdgeRefusal(404, 'NOT_FOUND'), request, reply));
  server.setErrorHandler((error: FastifyError | EdgeRefusal, request, reply) => {
    const refusal = error instanceof EdgeRefusal ? error : toRefusal(error);
    if (refusal.code === 'INTERNAL') log.error('a request failed unexpectedly', { error, requestId: request.id });
    return refuse(refusal, request, reply);
  });
}

function refuse({ code, status }: EdgeRefusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  kitCounters.refusals.inc({ code });
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  if (!isSmall(request)) void reply.header('connection', 'close'); // Node would read a refused body to its end
  const traceId = code === 'INTERNAL' ? request.id : undefined;
  const body = refusalBody(code, languageOf(request.headers['accept-language']), traceId);
  return reply.code(status).type('application/json; charset=utf-8').send(body);
}

function isSmall({ headers }: FastifyRequest): boolean {
  return (
    headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= bodyLimits.everybody * 10
  );
}

/** What Fastify refuses before a handler runs. Its words may quote the body. */
function toRefusal(error: FastifyError): EdgeRefusal {
  const status = error.statusCode ?? 500;
  const code: EdgeCode =
    status === 413
      ? 'BODY_TOO_LARGE'
      : status === 415
        ? 'UNSUPPORTED_CONTENT_TYPE'
        : status >= 400 && status < 500
          ? 'BAD_REQUEST'
          : 'INTERNAL';
  return new EdgeRefusal(code === 'INTERNAL' ? 500 : status, code, { cause: error });
}
