import { type FieldNode, Kind, type OperationDefinitionNode, parse, type SelectionNode } from 'graphql';

type Json = Readonly<Record<string, unknown>>;
/** Nothing at all is as asked: errors say why. */
type Told = Json | null | undefined;

/** Whether an answer is one to the question, as far as its shape tells. */
export interface AsAsked {
  readonly root: (data: Told) => boolean;
  readonly entities: (data: Told, asked: AskedAbout) => boolean;
}

/** `positions`: for each entity, in the order of the question, which of the objects it is. */
export interface AskedAbout {
  readonly objects: readonly Json[];
  readonly positions: readonly (readonly number[])[];
}

/**
 * What every proper answer to a fetch of a plan has. A field without conditions is there, null or not; an entity is of the
 * type and has the id that was asked about, where it tells them. Found out once, before anything is asked.
 */
export function asAsked(fetch: string): AsAsked {
  const selections = selectionsOf(fetch);
  const rootKeys = fieldsAlwaysIn(selections).map(keyOf);
  const [entities] = selections;
  const ofEntity = entities?.kind === Kind.FIELD ? (entities.selectionSet?.selections ?? []) : [];
  const always = alwaysInTypes(ofEntity);
  const tellsId = !hasOtherNamed('id', ofEntity);
  const isAsAsked = (entity: unknown, asked: Json | undefined): boolean => {
    if (entity === null || asked === undefined) return true;
    if (typeof entity !== 'object') return false;
    const { __typename: type, id } = entity as Json; // JSON; a list has neither, nor what is looked for next
    if (type !== undefined && type !== asked['__typename']) return false;
    if (tellsId && id !== undefined && asked['id'] !== undefined && id !== asked['id']) return false;
    const key = always.get(asked['__typename']);
    return key === undefined || Reflect.get(entity, key) !== undefined;
  };
  return {
    root: (data) => isNothing(data) || rootKeys.every((key) => data[key] !== undefined),
    entities(data, { objects, positions }) {
      if (isNothing(data)) return true;
      const { _entities: answered } = data;
      if (!Array.isArray(answered) || answered.length !== positions.length) return false;
      return positions.every(([first = -1], index) => isAsAsked(answered[index], objects[first]));
    },
  };
}

function isNothing(data: Told): data is null | undefined {
  return data === null || data === undefined;
}

function selectionsOf(text: string): readonly SelectionNode[] {
  const operation = parse(text, { noLocation: true }).definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  return operation?.selectionSet.selections ?? [];
}

function fieldsAlwaysIn(selections: readonly SelectionNode[]): readonly FieldNode[] {
  return selections.filter((selection) => selection.kind === Kind.FIELD).filter(isUnconditional);
}

/** Of each type that is named outright, one field that its entities always have. */
function alwaysInTypes(selections: readonly SelectionNode[]): ReadonlyMap<unknown, string> {
  return new Map(
    selections.flatMap((selection) => {
      if (selection.kind !== Kind.INLINE_FRAGMENT || !isUnconditional(selection)) return [];
      const [field] = fieldsAlwaysIn(selection.selectionSet.selections);
      const type = selection.typeCondition?.name.value;
      return field === undefined || type === undefined ? [] : [[type, keyOf(field)] as const];
    }),
  );
}

/** Whether another field comes back under that name. */
function hasOtherNamed(key: string, selections: readonly SelectionNode[]): boolean {
  return selections.some((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return true; // who knows
    if (selection.kind === Kind.INLINE_FRAGMENT) return hasOtherNamed(key, selection.selectionSet.selections);
    return selection.alias?.value === key && selection.name.value !== key;
  });
}

function isUnconditional({ directives = [] }: SelectionNode): boolean {
  return directives.length === 0;
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
