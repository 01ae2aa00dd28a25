import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { ApolloGateway } from '@apollo/gateway';
import {
  type CompiledGateway,
  compiledGateway,
  createSubgraphSeconds,
  createSubgraphSource,
  deadlines,
  endlessPatience,
  type GatewayContext,
  type SubgraphSource,
} from '@motcua/gateway/compiled';
import { createLog, createMetrics } from '@motcua/service-kit';
import { type GraphQLSchema, parse } from 'graphql';
import type { Graph } from './graphs.js';
import type { MadeUpOperation } from './made-up-operation.js';
import { madeUpSubgraph, type Mishaps } from './made-up-subgraph.js';

type Executor = ApolloGateway['executor'];
type Told = Awaited<NonNullable<ReturnType<CompiledGateway['run']>>>;

/** Both executors over the same made-up subgraphs, each with a gateway of its own. */
export interface Executors {
  readonly schema: GraphQLSchema;
  /** Runs the operation by both. */
  run(operation: MadeUpOperation, seed: string): Promise<{ readonly ours: Outcome; readonly stock: Outcome }>;
  /** How often ours left an operation to the stock executor. */
  readonly leftToStock: () => number;
}

export interface Outcome {
  readonly data: string;
  /** In one order: two subgraphs answer when they do. */
  readonly errors: readonly string[];
}

export async function openExecutors(graph: Graph, mishaps: Mishaps): Promise<Executors> {
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
  let seed = '';
  let left = 0;
  const sourceOf = (name: string): SubgraphSource => madeUpSource(name, graph, () => seed, mishaps);
  const stock = new ApolloGateway({ supergraphSdl: graph.supergraph, buildService: ({ name }) => sourceOf(name) });
  const sources = new Map<string, SubgraphSource>();
  const gateway = new ApolloGateway({
    supergraphSdl: graph.supergraph,
    buildService: ({ name }) => {
      const source = sourceOf(name);
      sources.set(name, source);
      return source;
    },
  });
  const compiled: CompiledGateway = compiledGateway({
    gateway,
    sources,
    log: createLog({ name: 'differential', level: 'warn' }),
    onFallback: () => (left += 1),
  });
  const [{ executor: ours }, { executor: stocks, schema }] = [await compiled.load(), await stock.load()];
  if (left > 0) throw new Error('the compiled executor is not used');
  return {
    schema,
    leftToStock: () => left,
    run: async (operation, given) => {
      seed = given;
      const first = await outcome(asExecuted(ours, operation));
      const known = compiled.find(operation.text, undefined);
      const running = known === undefined ? null : compiled.run(known, structuredClone(operation.variables), context);
      const again = running === null ? first : await outcome(running);
      if (!isDeepStrictEqual(again, first))
        throw new Error(`known operations are answered otherwise: ${operation.text}`);
      return { ours: first, stock: await outcome(asExecuted(stocks, operation)) };
    },
  };
}

function madeUpSource(name: string, { subgraphs }: Graph, seedOf: () => string, mishaps: Mishaps): SubgraphSource {
  const sdl = subgraphs.get(name);
  if (sdl === undefined) throw new Error(`no SDL of ${name}`);
  const answer = madeUpSubgraph(sdl, seedOf, mishaps);
  const log = createLog({ name: 'differential', level: 'silent' });
  return createSubgraphSource({
    name,
    connection: {
      post: ({ body }) => {
        if (typeof body !== 'string') throw new Error('files are not compared');
        return answer(body);
      },
      close: () => Promise.resolve(),
    },
    minter: { mint: () => Promise.resolve('nobody') },
    deadlines,
    seconds: createSubgraphSeconds(createMetrics(name)),
    log,
  });
}

function asExecuted(executor: Executor, { text, variables }: MadeUpOperation): ReturnType<Executor> {
  const document = parse(text);
  const asked = {
    request: { query: text, variables: structuredClone(variables) },
    source: text,
    document,
    queryHash: createHash('sha256').update(text).digest('hex'),
    context,
    metrics: {},
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  };
  // The rest of what a server gives, the executors do not read.
  return executor(asked as unknown as Parameters<Executor>[0]);
}

async function outcome(running: ReturnType<Executor> | Promise<Told>): Promise<Outcome> {
  const result = await running.catch((error: unknown) => ({ thrown: String(error) }));
  if ('thrown' in result) return { data: 'thrown', errors: [result.thrown] };
  const told = [...(result.errors ?? []), ...owed(result.extensions)].map((error) => JSON.stringify(error));
  return { data: JSON.stringify(result.data), errors: told.sort() };
}

function owed(extensions: Readonly<Record<string, unknown>> | undefined): readonly unknown[] {
  const values = extensions?.['valueCompletion'];
  return Array.isArray(values) ? values : [];
}

const context: GatewayContext = {
  viewer: { kind: 'anonymous' },
  callerAddress: '127.0.0.1',
  language: 'vi',
  requestId: 'r',
  traceparent: `00-${'1'.repeat(32)}-${'1'.repeat(16)}-01`,
  traceId: '1'.repeat(32),
  patience: endlessPatience(),
  uploads: { forwarded: false },
};
