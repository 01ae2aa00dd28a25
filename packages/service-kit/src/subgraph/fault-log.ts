import type { ApolloServerPlugin } from '@apollo/server';
import { Kind, type GraphQLError } from 'graphql';
import { kitCounters } from '../kit-counters.js';
import type { Log } from '../log.js';
import { traceIdOf, type RequestContext } from '../request-context.js';
import { judge } from './error-answers.js';

/** Faults of one request are logged up to this number, each cause once; a list may fail in every item. */
const mostFaultsLogged = 5;

/** Remembers under which trace id an error was logged until its answer is written. */
export type TraceIds = WeakMap<object, string>;

/**
 * Counts requests and refusals and logs faults with their cause. A request that GraphQL could read is answered with 200
 * even when a variable does not fit: the only caller is the gateway, which reads errors from the body.
 */
export function faultLog<App>(log: Log, traceIds: TraceIds): ApolloServerPlugin<RequestContext<App>> {
  return {
    requestDidStart({ contextValue }) {
      const startedAt = performance.now();
      const traceId = traceIdOf(contextValue);
      let outcome: 'done' | 'refused' | 'invalid' | 'fault' = 'done';
      return Promise.resolve({
        didEncounterErrors({ errors, operationName }) {
          for (const error of errors) traceIds.set(error, traceId);
          const worst = logErrors(errors, {
            log,
            traceId,
            requestId: contextValue.requestId,
            operation: operationName,
          });
          outcome = worst;
          return Promise.resolve();
        },
        willSendResponse({ response, errors }) {
          const invalidOnly = (errors ?? []).every((error) => error.extensions['code'] === 'BAD_USER_INPUT');
          if (response.http.status === 400 && invalidOnly) response.http.status = 200;
          kitCounters.requests.observe({ outcome }, (performance.now() - startedAt) / 1000);
          return Promise.resolve();
        },
      });
    },
    unexpectedErrorProcessingRequest({ error, requestContext }) {
      kitCounters.faults.inc({ where: 'graphql' });
      log.error('a GraphQL request broke the server', { error, traceId: traceIdOf(requestContext.contextValue) });
      return Promise.resolve();
    },
  };
}

function logErrors(
  errors: readonly GraphQLError[],
  about: { log: Log; traceId: string; requestId: string; operation: string | null | undefined },
): 'refused' | 'invalid' | 'fault' {
  const { log, traceId, requestId } = about;
  const operation = about.operation ?? 'unnamed';
  const causes = new Set<unknown>();
  let worst: 'refused' | 'invalid' | 'fault' = 'refused';
  for (const error of errors) {
    const verdict = judge(error);
    if (verdict.kind === 'refused') kitCounters.refusals.inc({ code: verdict.refusal.code });
    if (verdict.kind === 'invalid' && worst === 'refused') worst = 'invalid';
    if (verdict.kind !== 'fault') continue;
    worst = 'fault';
    if (!causes.has(verdict.cause) && causes.size < mostFaultsLogged) {
      const field = fieldOf(error);
      log.error('fault while answering', { error: verdict.cause, traceId, requestId, operation, field });
      kitCounters.faults.inc({ where: 'graphql' });
    }
    causes.add(verdict.cause);
  }
  return worst;
}

/** The schema's name of the field, not the alias a caller may have made up. */
function fieldOf(error: GraphQLError): string | undefined {
  const node = error.nodes?.[0];
  return node?.kind === Kind.FIELD ? node.name.value : undefined;
}
