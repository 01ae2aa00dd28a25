import {
  type DocumentNode,
  type FieldNode,
  getArgumentValues,
  type GraphQLSchema,
  Kind,
  type NameNode,
  type OperationDefinitionNode,
  print,
  separateOperations,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** What is asked again and again for a subscription. */
export interface Question {
  readonly query: string;
  /** Under which name the watched thing stands in the answer. */
  readonly answeredAs: string;
  /** Id of the watched thing. */
  readonly id: string;
}

type Variables = Readonly<Record<string, unknown>>;

/**
 * The query that answers a valid subscription: `thingChanged(id)` is `thing(id)` under the name the subscriber gave it.
 * Its fragments go along, those on the subscription type as well.
 */
export function asQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Question {
  const subscription = schema.getSubscriptionType()?.name;
  const query = named(schema.getQueryType()?.name ?? 'Query');
  const types = new TypeInfo(schema);
  let watched: Omit<Question, 'query'> | undefined;
  const asked = visit(
    separateOperations(document)[operation.name?.value ?? ''] ?? document,
    visitWithTypeInfo(types, {
      Field(field) {
        const definition = types.getFieldDef();
        if (types.getParentType()?.name !== subscription || definition === undefined || definition === null)
          return undefined;
        const answeredAs = (field.alias ?? field.name).value;
        watched ??= { answeredAs, id: String(getArgumentValues(definition, field, variables)['id']) };
        return askedAs(field, answeredAs);
      },
      NamedType: (type) => (type.name.value === subscription ? { ...type, name: query } : undefined),
      OperationDefinition: { leave: (each) => ({ ...each, operation: 'query' }) },
    }),
  );
  if (watched === undefined) throw new Error('a valid subscription watches something');
  return { query: print(asked), ...watched };
}

function askedAs(field: FieldNode, answeredAs: string): FieldNode {
  return { ...field, alias: named(answeredAs), name: named(field.name.value.replace(/Changed$/, '')) };
}

function named(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
