import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;
/** What an operation costs with these variables, in objects that services may have to find. */
export type Cost = (variables: Variables) => number;

/** Sums stop growing here. */
const plenty = 1_000_000;
/** Of a list that takes no size: so long are those of one dossier. */
const usualSize = 10;
const mutationCost = 10;

/**
 * Weighs an operation before it runs, once for each document: every object counts one, a list its size (`first` or `last`,
 * of a connection as much as of a list) times what is asked of each member, a mutation ten more. Leaves are free.
 */
export function weigh(document: DocumentNode, operation: OperationDefinitionNode, schema: GraphQLSchema): Cost {
  const root = schema.getRootType(operation.operation);
  const fragments = fragmentsIn(document);
  if (root === undefined || root === null || !isSound(document, fragments)) return () => 1; // validation refuses it
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : [],
    ),
  );
  const inside = weighSet(operation.selectionSet, root, { schema, fragments, size: null });
  const more = operation.operation === OperationTypeNode.MUTATION ? mutationCost : 0;
  return (variables) => Math.max(1, Math.min(plenty, more + inside({ ...defaults, ...variables })));
}

interface Place {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Of the connection around: its lists are as long as was asked of it. */
  readonly size: Size | null;
}
type Size = (variables: Variables) => number;

function weighSet(set: SelectionSetNode, parent: GraphQLOutputType, place: Place): Cost {
  const costs = set.selections.flatMap((selection): readonly Cost[] => {
    if (selection.kind === Kind.FIELD) return weighField(selection, parent, place);
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const type = typeNamed(selection.typeCondition?.name.value, place.schema) ?? parent;
      return [weighSet(selection.selectionSet, type, place)];
    }
    const fragment = place.fragments.get(selection.name.value);
    const type = typeNamed(fragment?.typeCondition.name.value, place.schema);
    if (fragment === undefined || type === undefined) return [];
    return [weighSet(fragment.selectionSet, type, place)];
  });
  if (costs.length === 0) return () => 0;
  return (variables) =>
    Math.min(
      plenty,
      costs.reduce((sum, cost) => sum + cost(variables), 0),
    );
}

function weighField(field: FieldNode, parent: GraphQLOutputType, place: Place): readonly Cost[] {
  const named = getNamedType(parent);
  const definition = isObjectType(named) || isInterfaceType(named) ? named.getFields()[field.name.value] : undefined;
  const set = field.selectionSet;
  if (definition === undefined || set === undefined || !isCompositeType(getNamedType(definition.type))) return [];
  const asked = sizeAsked(field);
  const isList = isListType(getNullableType(definition.type));
  const inside = weighSet(set, definition.type, { ...place, size: isList ? null : asked });
  if (!isList) return [(variables) => 1 + inside(variables)];
  const size = asked ?? place.size ?? (() => usualSize);
  return [(variables) => Math.min(plenty, size(variables) * (1 + inside(variables)))];
}

/** Null where neither `first` nor `last` is given: the list has its usual size. */
function sizeAsked({ arguments: given = [] }: FieldNode): Size | null {
  const sizes = given
    .filter(({ name }) => name.value === 'first' || name.value === 'last')
    .map(({ value }): Size => {
      if (value.kind === Kind.INT) return () => bounded(Number(value.value));
      if (value.kind !== Kind.VARIABLE) return () => usualSize;
      const { name } = value;
      return (variables) => bounded(variables[name.value]);
    });
  return sizes.length === 0 ? null : (variables) => Math.max(...sizes.map((size) => size(variables)));
}

function bounded(size: unknown): number {
  return typeof size === 'number' && size >= 0 ? Math.min(Math.ceil(size), plenty) : usualSize;
}

function typeNamed(name: string | undefined, schema: GraphQLSchema): GraphQLCompositeType | undefined {
  const type = name === undefined ? undefined : schema.getType(name);
  return isCompositeType(type) ? type : undefined;
}

function fragmentsIn({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])),
  );
}

/** Every spread has its fragment and none is inside itself: else there could be more ways through them than time. */
function isSound(document: DocumentNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): boolean {
  const spreads = new Map([...fragments].map(([name, fragment]) => [name, spreadsIn(fragment.selectionSet)]));
  const all = [...spreads.values()].flat();
  const roots = document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? spreadsIn(node.selectionSet) : [],
  );
  if ([...all, ...roots].some((name) => !fragments.has(name))) return false;
  // Fragments that spread only what is already known to end, until there are no more of them.
  const ended = new Set<string>();
  for (let before = -1; before < ended.size;) {
    before = ended.size;
    for (const [name, inside] of spreads) if (inside.every((each) => ended.has(each))) ended.add(name);
  }
  return ended.size === spreads.size;
}

function spreadsIn({ selections }: SelectionSetNode): readonly string[] {
  return selections.flatMap((selection): readonly string[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection.name.value];
    return selection.selectionSet === undefined ? [] : spreadsIn(selection.selectionSet);
  });
}
