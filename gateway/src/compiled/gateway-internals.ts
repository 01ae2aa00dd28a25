import {
  directivesToDirectiveNodes,
  operationFromDocument,
  type Schema,
  type SelectionSet,
} from '@apollo/federation-internals';
import type { ApolloGateway } from '@apollo/gateway';
import type { QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type GraphQLSchema, Kind, type NameNode, type SelectionNode, type SelectionSetNode } from 'graphql';
import type { AskedOperation } from './compiled-operation.js';

/** What the compiled executor needs of the stock gateway, of one schema. */
export interface GatewayInternals {
  /** The same as the planner holds it. */
  readonly apiSchema: Schema;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** Of all subgraphs together, hidden parts included. */
  readonly supergraph: GraphQLSchema;
  readonly planOf: (asked: AskedOperation) => Planned;
}

export interface Planned {
  readonly plan: QueryPlan;
  /** What is asked, as the planner holds it: what it merges stands in another order than in the text, in answers as well. */
  readonly selectionSet: SelectionSetNode;
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
      return { plan: queryPlanner.buildQueryPlan(operation), selectionSet: nodeOf(operation.selectionSet) };
    },
  };
}

/** The library's own way to a syntax tree moves `__typename` to the front; fragments are put in place. */
function nodeOf(set: SelectionSet): SelectionSetNode {
  const selections = set.selections().map((selection): SelectionNode => {
    const directives = directivesToDirectiveNodes(selection.element.appliedDirectives) ?? [];
    const inside = selection.selectionSet === undefined ? {} : { selectionSet: nodeOf(selection.selectionSet) };
    if (selection.kind === 'FieldSelection') {
      const { name, alias } = selection.element;
      const aliased = alias === undefined ? {} : { alias: nameOf(alias) };
      return { kind: Kind.FIELD, name: nameOf(name), ...aliased, directives, ...inside };
    }
    const { typeCondition } = selection.element;
    const condition =
      typeCondition === undefined
        ? {}
        : { typeCondition: { kind: Kind.NAMED_TYPE, name: nameOf(typeCondition.name) } as const };
    return { kind: Kind.INLINE_FRAGMENT, ...condition, directives, selectionSet: nodeOf(selection.selectionSet) };
  });
  return { kind: Kind.SELECTION_SET, selections };
}

function nameOf(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

interface PrivateMembers {
  readonly schema: GraphQLSchema;
  readonly apiSchema: Schema;
  readonly supergraphSchema: GraphQLSchema;
  readonly queryPlanner: QueryPlanner;
}
