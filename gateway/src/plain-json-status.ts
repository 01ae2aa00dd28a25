import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from './gateway-context.js';

/** What is wrong with an operation itself; nothing of it ran. */
const aboutTheOperation: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);

/**
 * GraphQL over HTTP 6.4.1: a client that reads `application/json` alone cannot tell a refused operation from a broken
 * proxy by its status, so it gets 200 and reads the errors. Whoever accepts `application/graphql-response+json` gets 400.
 */
export function plainJsonStatusPlugin(): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ request, response }) => {
          const { status } = response.http;
          if (status === 400 && readsPlainJsonOnly(request.http?.headers.get('accept')) && isRefused(response.body)) {
            response.http.status = 200;
          }
          return Promise.resolve();
        },
      }),
  };
}

function readsPlainJsonOnly(accepted: string | undefined): boolean {
  if (accepted === undefined) return false;
  return (
    /\bapplication\/json\b/i.test(accepted) && !/\bapplication\/(graphql-response\+json|\*)|\*\/\*/i.test(accepted)
  );
}

interface SingleBody {
  readonly kind: string;
  readonly singleResult?: { readonly errors?: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[] };
}

function isRefused({ singleResult }: SingleBody): boolean {
  return (singleResult?.errors ?? []).some(({ extensions }) => aboutTheOperation.has(extensions?.['code']));
}
