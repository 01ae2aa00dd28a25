import { kitCounters, recentEntries } from '@motcua/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CompiledGateway } from './compiled/compiled-gateway.js';
import { missingIn } from './degradation/degraded.js';
import { deprecationHeaders } from './deprecations.js';
import type { GatewayContext } from './gateway-context.js';

const done = kitCounters.requests.labels({ outcome: 'done' });
const acceptsRemembered = 100;
const longestAccept = 500;

/** The text of an answer, or an operation that is under way and has more to say than its data. */
type KnownAnswer = { readonly text: string } | { readonly context: GatewayContext };

export interface KnownAnswers {
  /**
   * Answers what the server has read and found valid before, without its pipeline: nearly every request. Only an answer that
   * is nothing but data is finished here; one with an error in it, or with something missing, the server finishes as always.
   * Null when the request is not of that kind; nothing was asked then.
   */
  answer(request: FastifyRequest, reply: FastifyReply, contextFor: () => GatewayContext): Promise<KnownAnswer> | null;
  /** Which type the server gave its answer, whoever accepts the same is given the same. */
  learn(request: FastifyRequest, reply: FastifyReply): void;
}

export function knownAnswers(graph: Pick<CompiledGateway, 'find' | 'run'>): KnownAnswers {
  const types = recentEntries<string>(acceptsRemembered);
  return {
    answer(request, reply, contextFor) {
      const type = request.method === 'POST' ? types.get(request.headers.accept ?? '') : undefined;
      const asked = type === undefined ? null : readAsked(request.body);
      if (type === undefined || asked === null) return null;
      const operation = graph.find(asked.query, asked.operationName);
      if (operation === undefined) return null;
      const startedAt = performance.now();
      const context = contextFor();
      const underWay = graph.run(operation, asked.variables, context);
      if (underWay === null) return null;
      const unfinished = (): KnownAnswer => ({
        context: { ...context, underWay: { answer: underWay, asked: context } },
      });
      return underWay.then(({ data, errors, extensions }) => {
        if (errors !== undefined || extensions !== undefined || missingIn(context) !== undefined) return unfinished();
        done.observe((performance.now() - startedAt) / 1_000);
        void reply.headers(deprecationHeaders(operation.document, operation.schema)).header('content-type', type);
        return { text: `${JSON.stringify({ data })}\n` };
      }, unfinished);
    },
    learn({ headers: { accept = '' } }, reply) {
      const type = reply.getHeader('content-type');
      if (reply.statusCode === 200 && typeof type === 'string' && accept.length <= longestAccept)
        types.set(accept, type);
    },
  };
}

interface Asked {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Null for anything but the usual: the server knows what to say. */
function readAsked(body: unknown): Asked | null {
  if (!isRecord(body)) return null;
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== 'string' || (extensions !== undefined && extensions !== null)) return null;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return null;
  if (variables !== undefined && variables !== null && !isRecord(variables)) return null;
  return { query, operationName: operationName ?? undefined, variables: variables ?? {} };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
