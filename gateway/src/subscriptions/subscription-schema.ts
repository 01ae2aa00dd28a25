import type { GatewayInterface } from '@apollo/server-gateway-interface';
import {
  execute,
  extendSchema,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
} from 'graphql';

/** The schema that clients see: the subgraphs' and the subscriptions, which no subgraph has. */
export function withSubscriptions(apiSchema: GraphQLSchema, subscriptions: string | null): GraphQLSchema {
  return subscriptions === null ? apiSchema : extendSchema(apiSchema, parse(subscriptions));
}

/**
 * The same gateway with the subscriptions in its schema: whoever is shown the schema sees them, and an operation is checked
 * against all of it. The gateway itself runs none.
 */
export function gatewayWithSubscriptions(
  gateway: GatewayInterface,
  {
    subscriptions,
    onSchema,
  }: { readonly subscriptions: string | null; readonly onSchema: (schema: GraphQLSchema) => void },
): GatewayInterface {
  return {
    onSchemaLoadOrUpdate: (callback) =>
      gateway.onSchemaLoadOrUpdate((loaded) => {
        const apiSchema = withSubscriptions(loaded.apiSchema, subscriptions);
        onSchema(apiSchema);
        callback({ ...loaded, apiSchema });
      }),
    async load(options) {
      const { executor } = await gateway.load(options);
      if (executor === null) return { executor };
      return {
        executor: (asked) =>
          isAboutSchema(asked.operation)
            ? Promise.resolve(
                execute({
                  schema: asked.schema,
                  document: asked.document,
                  operationName: asked.operationName,
                  variableValues: asked.request.variables ?? {},
                }),
              )
            : executor(asked),
      };
    },
    stop: () => gateway.stop(),
  };
}

/** Only such operations: with a field of a subgraph beside it, the gateway answers from its own schema. */
function isAboutSchema({ operation, selectionSet }: OperationDefinitionNode): boolean {
  return (
    operation === OperationTypeNode.QUERY &&
    selectionSet.selections.every(
      (selection) => selection.kind === Kind.FIELD && /^__(?:schema|type)$/.test(selection.name.value),
    )
  );
}
