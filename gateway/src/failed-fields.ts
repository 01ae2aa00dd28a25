import { Kind, parse, type SelectionNode } from 'graphql';

export type FieldPath = readonly (string | number)[];
export const pathsKept = 50;

/**
 * Which fields stay empty when a fetch of the query plan fails, as paths in the answer that did not come: the root fields,
 * or each field of each entity. The executor turns them into the caller's paths; it names none when a fetch throws.
 */
export function failedFields(query: string, representations: unknown): readonly FieldPath[] {
  const operation = parse(query, { noLocation: true }).definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const selections = operation?.selectionSet.selections ?? [];
  const [first] = selections;
  if (first?.kind !== Kind.FIELD || first.name.value !== '_entities') return keysOf(selections).map((key) => [key]);
  const keys = keysOf(first.selectionSet?.selections ?? []);
  const entities = Array.isArray(representations) ? representations.length : 0;
  const paths = Array.from({ length: entities }, (_, index) => keys.map((key) => ['_entities', index, key] as const));
  return paths.flat().slice(0, pathsKept);
}

/** Names under which the fields of a selection come back, fragments looked through. */
export function keysOf(selections: readonly SelectionNode[]): readonly string[] {
  const keys = selections.flatMap((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return keysOf(selection.selectionSet.selections);
    if (selection.kind === Kind.FRAGMENT_SPREAD || selection.name.value === '__typename') return [];
    return [(selection.alias ?? selection.name).value];
  });
  return [...new Set(keys)];
}
