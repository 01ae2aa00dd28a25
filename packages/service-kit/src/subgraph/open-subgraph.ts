import type { AddressInfo } from 'node:net';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify, type FastifyInstance } from 'fastify';
import { createRequestContext } from '../request-context.js';
import type { SubgraphOptions } from '../subgraph.js';
import { createGraphqlServer } from './graphql-server.js';
import { answerErrors } from './http-answers.js';
import { createIdentityGate } from './identity-gate.js';
import { acceptUploads } from './multipart.js';
import { addOperationalRoutes } from './operational-routes.js';
import { createSubgraphSchema } from './subgraph-schema.js';

/** Of one part of an address; a signed link is longer than the router's hundred. */
const longestParameter = 1_000;
/** As much as the gateway lets through from anybody; how much from whom is its business. */
const maxBodyBytes = 600_000;
/** For a body to arrive, uploads over a slow line included. */
const longestRequestMs = 120_000;

/** See startSubgraph. */
export async function openSubgraph<App>(options: SubgraphOptions<App>): Promise<{ readonly url: string }> {
  const { health, lifecycle, log } = options;
  const server = createHttpServer(options);
  const graphql = createGraphqlServer<App>(createSubgraphSchema(options.typeDefs, options.resolvers), log);
  await graphql.start();
  lifecycle.defer('graphql', () => graphql.stop());
  server.register(async (scope) => {
    // JSON only, and multipart where uploads are taken.
    scope.removeContentTypeParser('text/plain');
    const gate = createIdentityGate(options.identity, log);
    scope.addHook('onRequest', gate.onRequest);
    if (options.uploads !== undefined) acceptUploads(scope, options.uploads);
    const context = (request: Parameters<typeof gate.callerOf>[0]) =>
      Promise.resolve(createRequestContext(gate.callerOf(request), options.app, request.headers));
    scope.post('/graphql', fastifyApolloHandler(graphql, { context }));
    await Promise.resolve();
  });
  const notReadyAnyMore = (): void => {
    health.stopping();
  };
  lifecycle.signal.addEventListener('abort', notReadyAnyMore, { once: true });
  lifecycle.defer('http server', () => server.close());
  const { port } = await listen(server, options);
  health.started();
  return { url: `http://${urlHost(options.host)}:${String(port)}` };
}

function createHttpServer<App>(options: SubgraphOptions<App>): FastifyInstance {
  const server = fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: longestRequestMs,
    logger: false,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: longestParameter },
    // Closing waits for answers under way and hangs up on connections that only wait.
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  });
  // Trap: a connection whose request was under way when closing began would be kept open and closing would wait for it.
  server.addHook('onSend', async (_request, reply) => {
    if (options.lifecycle.signal.aborted) reply.header('connection', 'close');
    await Promise.resolve();
  });
  answerErrors(server, options.log);
  addOperationalRoutes(server, options.health, options.metrics);
  const { routes } = options;
  if (routes !== undefined) {
    // A scope of its own: parsers and hooks of these routes stay away from GraphQL.
    server.register(async (scope) => {
      routes(scope);
      await Promise.resolve();
    });
  }
  return server;
}

async function listen<App>(server: FastifyInstance, options: SubgraphOptions<App>): Promise<AddressInfo> {
  await server.listen({ host: options.host, port: options.port });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a TCP port');
  return address;
}

/** An address to listen on everywhere is not an address to call. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
