import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLSchema } from 'graphql';
import type { GatewayContext } from './gateway-context.js';
import { type Allowed, createRequestJudge, type RequestJudge } from './request-judgement.js';

/** Judges by the schema that clients see: a new judge before the first request and after each change of it. */
export function createJudging(allowed: Allowed): {
  readonly plugin: ApolloServerPlugin<GatewayContext>;
  readonly judge: RequestJudge;
} {
  let judge = createRequestJudge(new GraphQLSchema({}), allowed); // nothing is served yet
  const schemaDidLoadOrUpdate = ({ apiSchema }: { readonly apiSchema: GraphQLSchema }): void => {
    judge = createRequestJudge(apiSchema, allowed);
  };
  return {
    plugin: { serverWillStart: () => Promise.resolve({ schemaDidLoadOrUpdate }) },
    judge: (asked) => judge(asked),
  };
}
