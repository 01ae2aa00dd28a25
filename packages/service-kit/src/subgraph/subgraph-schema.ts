import { buildSubgraphSchema } from '@apollo/subgraph';
import { isTypeDefinitionNode, Kind, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { scalars } from '../scalars.js';

type ResolverMap = Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers'];

/**
 * The executable schema of a subgraph. What is not built is not in the schema and the other way round: a Query or Mutation
 * field without a resolver, or a resolver without a field, refuses to start.
 */
export function createSubgraphSchema(typeDefs: string, resolvers: Readonly<Record<string, unknown>>): GraphQLSchema {
  const document = parse(typeDefs);
  const fields = fieldsByType(document);
  const problems = [...unresolved(fields, resolvers), ...unknown(fields, resolvers)];
  if (problems.length > 0) throw new Error(`schema and resolvers differ: ${problems.join(', ')}`);
  const complete = { ...scalarsIn(document), ...resolvers };
  // The library types resolvers with an index signature that generated resolver types do not have.
  return buildSubgraphSchema({ typeDefs: document, resolvers: complete as NonNullable<ResolverMap> });
}

/** Types with their fields; null for those that may have resolvers of another shape (scalars, enums, unions). */
function fieldsByType(document: DocumentNode): ReadonlyMap<string, ReadonlySet<string> | null> {
  const fields = new Map<string, Set<string> | null>();
  for (const node of document.definitions) {
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION) {
      const known = fields.get(node.name.value) ?? new Set<string>();
      for (const field of node.fields ?? []) known.add(field.name.value);
      fields.set(node.name.value, known);
    } else if (isTypeDefinitionNode(node)) fields.set(node.name.value, null);
  }
  return fields;
}

function unresolved(
  fields: ReadonlyMap<string, ReadonlySet<string> | null>,
  resolvers: Readonly<Record<string, unknown>>,
): readonly string[] {
  return ['Query', 'Mutation'].flatMap((type) =>
    [...(fields.get(type) ?? [])]
      .filter((field) => !membersOf(resolvers[type]).includes(field))
      .map((field) => `${type}.${field} has no resolver`),
  );
}

function unknown(
  fields: ReadonlyMap<string, ReadonlySet<string> | null>,
  resolvers: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.entries(resolvers).flatMap(([type, members]) => {
    const declared = fields.get(type);
    if (declared === undefined) return [`${type} is not in the schema`];
    if (declared === null) return [];
    return membersOf(members)
      .filter((field) => !field.startsWith('__') && !declared.has(field))
      .map((field) => `${type}.${field} is not in the schema`);
  });
}

function membersOf(members: unknown): readonly string[] {
  return typeof members === 'object' && members !== null ? Object.keys(members) : [];
}

function scalarsIn(document: DocumentNode): Record<string, unknown> {
  const declared = new Set(
    document.definitions.flatMap((node) => (node.kind === Kind.SCALAR_TYPE_DEFINITION ? [node.name.value] : [])),
  );
  return Object.fromEntries(Object.entries(scalars).filter(([name]) => declared.has(name)));
}
