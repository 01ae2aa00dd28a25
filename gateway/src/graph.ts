import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginSchemaReportingDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import type { Log } from '@motcua/service-kit';
import { answerPlugin, toClientError } from './client-errors.js';
import type { GatewayContext } from './gateway-context.js';
import { operationLimits } from './operation-limits.js';

const planCacheMiB = 10;

export interface GraphOptions {
  readonly supergraph: string;
  readonly sourceOf: (subgraph: string) => GraphQLDataSource<GatewayContext>;
  /** Introspection and suggestions: for developers only. */
  readonly development: boolean;
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
  readonly log: Log;
}

/** The stock gateway and server, with everything off that we do not use. Not started yet. */
export function createGraph(options: GraphOptions): ApolloServer<GatewayContext> {
  const { supergraph, sourceOf, development, log } = options;
  const logger = toLogger(log);
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph,
    buildService: ({ name }) => sourceOf(name),
    experimental_approximateQueryPlanStoreMiB: planCacheMiB,
    __exposeQueryPlanExperimental: false, // on by default outside production
    logger,
  });
  return new ApolloServer<GatewayContext>({
    gateway,
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
      answerPlugin(log),
      ...options.plugins,
    ],
  });
}

/** The server's own words are for developers and may quote values; only warnings are kept. */
function toLogger(log: Log): Record<'debug' | 'info' | 'warn' | 'error', (message?: unknown) => void> {
  const quiet = (): void => undefined;
  const keep = (message?: unknown): void => log.warn('graph engine', { reason: String(message) });
  return { debug: quiet, info: quiet, warn: keep, error: keep };
}
