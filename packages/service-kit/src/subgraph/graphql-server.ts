import { randomUUID } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { identityHeader } from '../identity.js';
import type { Log } from '../log.js';
import type { RequestContext } from '../request-context.js';
import { judge, toAnswer } from './error-answers.js';
import { faultLog, type TraceIds } from './fault-log.js';

/**
 * Apollo Server with nothing that a subgraph does not need: no reports to the vendor, no landing page, no batching, no
 * persisted queries, no introspection outside development. Cache control and inline traces cost nearly half of a small
 * request. The identity header stands for the CSRF header: no browser sends it without asking first.
 */
export function createGraphqlServer<App>(schema: GraphQLSchema, log: Log): ApolloServer<RequestContext<App>> {
  const traceIds: TraceIds = new WeakMap();
  const isDevelopment = process.env['NODE_ENV'] === 'development';
  return new ApolloServer<RequestContext<App>>({
    schema,
    nodeEnv: 'production',
    introspection: isDevelopment,
    hideSchemaDetailsFromClientErrors: !isDevelopment,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: { requestHeaders: [identityHeader, 'apollo-require-preflight'] },
    stopOnTerminationSignals: false,
    logger: toVendorLogger(log),
    formatError: (standard, error) => toAnswer(error, standard, traceIdFor(error, traceIds, log)),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      faultLog<App>(log, traceIds),
    ],
  });
}

/** An error that no request knows of (it failed before there was one) is logged here instead. */
function traceIdFor(error: unknown, traceIds: TraceIds, log: Log): string {
  const known = typeof error === 'object' && error !== null ? traceIds.get(error) : undefined;
  if (known !== undefined) return known;
  const traceId = randomUUID();
  const verdict = judge(error);
  if (verdict.kind === 'fault') log.error('fault before a request was understood', { error: verdict.cause, traceId });
  return traceId;
}

/** The vendor's messages may hold values of a request; that it spoke is logged, errors are logged by our own hooks. */
function toVendorLogger(log: Log): {
  debug(): void;
  info(): void;
  warn(): void;
  error(): void;
} {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: () => {
      log.debug('the GraphQL server warns', { what: '@apollo/server' });
    },
    error: () => {
      log.warn('the GraphQL server complains', { what: '@apollo/server' });
    },
  };
}
