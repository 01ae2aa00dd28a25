import { type ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import type { Log } from '@motcua/service-kit';
import { type DocumentNode, getOperationAST, OperationTypeNode, parse } from 'graphql';
import { createGatewayContext, type GatewayContext } from './gateway-context.js';
import { endlessPatience, type Patience } from './patience.js';
import type { RegisteredOperation } from './registered-operations.js';

type Warm = (asked: { readonly document: DocumentNode; readonly operationName: string | undefined }) => unknown;

/** Of operations that are only prepared: parsed, validated and planned, and asked of nobody. The server copies contexts, not what is in them. */
const prepared = new WeakSet<Patience>();

export function warmingPlugin(warm: Warm): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: ({ contextValue }) =>
      Promise.resolve(
        prepared.has(contextValue.patience)
          ? {
              responseForOperation: ({ document, request }) => {
                warm({ document, operationName: request.operationName });
                const http = { headers: new HeaderMap() };
                return Promise.resolve({ http, body: { kind: 'single', singleResult: { data: {} } } });
              },
            }
          : undefined,
      ),
  };
}

/** A subscription is asked as a query of its own, each time anew. */
function isAnswered({ body }: RegisteredOperation): boolean {
  return getOperationAST(parse(body))?.operation !== OperationTypeNode.SUBSCRIPTION;
}

/** Before the first request: nobody waits for the plan of an operation that was known all along. */
export async function warmUp(
  graph: ApolloServer<GatewayContext>,
  operations: readonly RegisteredOperation[],
  log: Log,
): Promise<void> {
  for (const { name, body } of operations.filter(isAnswered)) {
    const request = { id: `warming ${name}`, ip: '127.0.0.1', headers: {}, socket: {} };
    const patience = endlessPatience();
    const contextValue = createGatewayContext({ kind: 'anonymous' }, request, patience);
    prepared.add(patience);
    const { body: answer } = await graph.executeOperation({ query: body }, { contextValue });
    if (answer.kind !== 'single' || answer.singleResult.errors !== undefined) {
      log.warn('a registered operation does not fit the graph', { reason: name });
    }
  }
}
