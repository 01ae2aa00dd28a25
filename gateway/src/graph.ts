import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginSchemaReportingDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import type { Log } from '@motcua/service-kit';
import type { GraphQLSchema } from 'graphql';
import { answerPlugin, toClientError } from './client-errors.js';
import { type CompiledGateway, compiledGateway, type Fallback } from './compiled/compiled-gateway.js';
import type { GatewayContext } from './gateway-context.js';
import { operationLimits } from './operation-limits.js';
import { gatewayWithSubscriptions } from './subscriptions/subscription-schema.js';
import { subscriptionsElsewhere } from './subscriptions/subscriptions-elsewhere.js';
import type { SubgraphSource } from './subgraph-source.js';
import { warmingPlugin } from './warming.js';

const planCacheMiB = 10;

export interface GraphOptions {
  readonly supergraph: string;
  readonly sourceOf: (subgraph: string) => SubgraphSource;
  /** Told of each operation that the stock executor ran instead of the compiled one. */
  readonly onFallback: (why: Fallback) => void;
  /** Introspection and suggestions: for developers only. */
  readonly development: boolean;
  /** SDL of the subscriptions, which clients see beside what the subgraphs have; they are not run here. */
  readonly subscriptions: string | null;
  readonly onSchema: (schema: GraphQLSchema) => void;
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
  readonly log: Log;
}

/** The server, and the gateway beneath it for what the server has read before. */
export interface Graph {
  readonly graph: ApolloServer<GatewayContext>;
  readonly compiled: CompiledGateway;
}

/** The stock server over the compiled gateway, with everything off that we do not use. Not started yet. */
export function createGraph(options: GraphOptions): Graph {
  const { supergraph, sourceOf, development, log, onFallback } = options;
  const logger = toLogger(log);
  const sources = new Map<string, SubgraphSource>();
  const stock = new ApolloGateway({
    supergraphSdl: supergraph,
    buildService: ({ name }) => {
      const source = sourceOf(name);
      sources.set(name, source);
      return source;
    },
    experimental_approximateQueryPlanStoreMiB: planCacheMiB,
    __exposeQueryPlanExperimental: false, // on by default outside production
    logger,
  });
  const compiled = compiledGateway({ gateway: stock, sources, log, onFallback });
  const graph = new ApolloServer<GatewayContext>({
    gateway: gatewayWithSubscriptions(compiled, options),
    introspection: development,
    hideSchemaDetailsFromClientErrors: !development,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: operationLimits.tokens + 100 },
    formatError: toClientError,
    logger,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ...[subscriptionsElsewhere, answerPlugin(log), warmingPlugin(compiled.warm), ...options.plugins],
    ],
  });
  return { graph, compiled };
}

/** The server's own words are for developers and may quote values; only warnings are kept. */
function toLogger(log: Log): Record<'debug' | 'info' | 'warn' | 'error', (message?: unknown) => void> {
  const quiet = (): void => undefined;
  const keep = (message?: unknown): void => log.warn('graph engine', { reason: String(message) });
  return { debug: quiet, info: quiet, warn: keep, error: keep };
}
