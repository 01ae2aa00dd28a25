import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { Log, Viewer } from '@motcua/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TokenVerifier } from './access-token.js';
import { admit } from './admission.js';
import { bodyLimits, limitBody, mostBytesOf } from './body-limits.js';
import { callerAddressOf } from './caller-address.js';
import { callerPatience } from './caller-patience.js';
import { EdgeRefusal } from './edge-refusal.js';
import type { Graph } from './graph.js';
import { createGatewayContext, type GatewayContext } from './gateway-context.js';
import { knownAnswers } from './known-answer.js';
import type { RegisteredOperations } from './registered-operations.js';
import type { Judgement, RequestJudge } from './request-judgement.js';
import type { Charge } from './spending-headers.js';
import type { Deadlines } from './subgraph-source.js';
import { isMultipart, takeMultipart, type UploadLimits } from './upload-intake.js';

export interface GraphRouteOptions {
  readonly verifier: TokenVerifier;
  readonly deadlines: Deadlines;
  readonly uploads: UploadLimits;
  readonly log: Log;
  readonly registered: RegisteredOperations;
  readonly judge: RequestJudge;
  readonly charge: Charge;
}

/** The one endpoint: who asks is known before the body is read, and what is asked is judged before anything runs. */
export function addGraphRoute(server: FastifyInstance, made: Graph, options: GraphRouteOptions): void {
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  const viewerOf = (request: FastifyRequest): Viewer => viewers.get(request) ?? { kind: 'anonymous' };
  // Left unread: graphql-upload reads it, and only once the caller is known.
  server.addContentTypeParser(/^multipart\//, (_request, _payload, done) => done(null));
  server.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit: bodyLimits.catalogueAdmin,
    onRequest: async (request, reply) => {
      void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      viewers.set(request, await admit(request.headers, options.verifier, options.log));
    },
    preParsing: (request, _reply, payload) =>
      isMultipart(request.headers['content-type'])
        ? Promise.resolve(payload)
        : limitBody(request, payload, mostBytesOf(viewerOf(request))),
    preHandler: async (request, reply) => {
      if (isMultipart(request.headers['content-type'])) {
        request.body = await takeMultipart(request.raw, reply.raw, options.uploads);
      }
      const judgement = judgementOf(request, options);
      const from = callerAddressOf(request.ip, request.socket.remoteAddress);
      await options.charge(reply, viewerOf(request), from, judgement.problem === null ? judgement.cost : 1);
      if (judgement.problem !== null) throw new EdgeRefusal(400, judgement.problem);
    },
    handler: graphHandler(server, made, viewerOf, options.deadlines),
  });
}

/** Past the server where it has answered the same before, by the server otherwise. */
function graphHandler(
  server: FastifyInstance,
  { graph, compiled }: Graph,
  viewerOf: (request: FastifyRequest) => Viewer,
  { uploadMs, operationMs }: Deadlines,
) {
  const begun = new WeakMap<FastifyRequest, GatewayContext>();
  const contextFor = (request: FastifyRequest, reply: FastifyReply): GatewayContext => {
    const patience = callerPatience(reply.raw, isMultipart(request.headers['content-type']) ? uploadMs : operationMs);
    return { ...createGatewayContext(viewerOf(request), request, patience), sharesAnswers: true };
  };
  const answers = knownAnswers(compiled);
  const stock = fastifyApolloHandler(graph, {
    context: (request, reply) => Promise.resolve(begun.get(request) ?? contextFor(request, reply)),
  });
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const answering = answers.answer(request, reply, () => contextFor(request, reply));
    const known = answering === null ? null : await answering;
    if (known !== null && 'text' in known) return known.text;
    if (known !== null) begun.set(request, known.context);
    const text: unknown = await stock.call(server, request, reply);
    answers.learn(request, reply);
    return text;
  };
}

/** An id gives way to its text first. */
function judgementOf(request: FastifyRequest, { registered, judge }: GraphRouteOptions): Judgement {
  const asked = request.method === 'GET' ? request.query : request.body;
  if (!registered.fillIn(asked)) return { problem: 'OPERATION_NOT_REGISTERED' };
  if (request.method === 'GET') request.raw.url = `/graphql?${searchOf(asked)}`; // the server reads the address itself
  return judge(asked);
}

function searchOf(asked: unknown): string {
  const members = typeof asked === 'object' && asked !== null ? Object.entries(asked) : [];
  const search = new URLSearchParams();
  for (const [name, value] of members) if (typeof value === 'string') search.set(name, value);
  return search.toString();
}
