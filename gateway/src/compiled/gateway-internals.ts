import { operationFromDocument, type Schema } from '@apollo/federation-internals';
import type { ApolloGateway } from '@apollo/gateway';
import type { QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { AskedOperation } from './compiled-operation.js';

/** What the compiled executor needs of the stock gateway, of one schema. */
export interface GatewayInternals {
  /** The same as the planner holds it. */
  readonly apiSchema: Schema;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** Of all subgraphs together, hidden parts included. */
  readonly supergraph: GraphQLSchema;
  readonly planOf: (asked: AskedOperation) => QueryPlan;
}

/**
 * Reads private members of `@apollo/gateway`, here and nowhere else; its version is pinned exactly. Call it again after each
 * schema change. Throws when a member is not what it was.
 */
export function internalsOf(gateway: ApolloGateway): GatewayInternals {
  // The library declares these members private, and there is no public way to a plan.
  const { schema, apiSchema, supergraphSchema, queryPlanner } = gateway as unknown as Partial<PrivateMembers>;
  if (
    typeof schema?.getType !== 'function' ||
    typeof supergraphSchema?.getType !== 'function' ||
    typeof queryPlanner?.buildQueryPlan !== 'function' ||
    apiSchema === undefined
  ) {
    throw new Error('the stock gateway is made otherwise than expected');
  }
  return {
    apiSchema,
    schema,
    supergraph: supergraphSchema,
    planOf: ({ document, operationName }) => {
      const operation = operationFromDocument(
        apiSchema,
        document,
        operationName === undefined ? {} : { operationName },
      );
      return queryPlanner.buildQueryPlan(operation);
    },
  };
}

interface PrivateMembers {
  readonly schema: GraphQLSchema;
  readonly apiSchema: Schema;
  readonly supergraphSchema: GraphQLSchema;
  readonly queryPlanner: QueryPlanner;
}
