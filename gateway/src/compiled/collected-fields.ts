import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { type Conditions, isPlainName, NotCompiled } from './compiled-operation.js';
import { isIncluded } from './conditions.js';

/** Everything that one response name of an object asks for, fragments put in place. */
export interface CollectedField {
  readonly name: string;
  readonly fieldName: string;
  /** The type through which the field was first asked: what it may be follows from there. */
  readonly definedOn: GraphQLCompositeType;
  /** The same or, outside of fragments, the type that the object told; for messages. */
  readonly owner: GraphQLCompositeType;
  readonly selectionSets: SelectionSetNode[];
}

export interface Collecting {
  readonly schema: GraphQLSchema;
  readonly conditions: Conditions;
}

/** The fields of an object whose type is told (null: it told none, and is taken for `declared`), in the order they are asked. */
export function collectFields(
  selectionSets: readonly SelectionSetNode[],
  declared: GraphQLCompositeType,
  told: GraphQLCompositeType | null,
  collecting: Collecting,
): readonly CollectedField[] {
  const fields = new Map<string, CollectedField>();
  const collect = (set: SelectionSetNode, definedOn: GraphQLCompositeType, owner: GraphQLCompositeType): void => {
    for (const selection of set.selections) {
      if (!isIncluded(selection.directives, collecting.conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        addField(fields, selection, definedOn, owner);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw new NotCompiled('a fragment that is not put in place');
      const condition = typeOf(selection.typeCondition?.name.value, collecting);
      // As in the stock executor: without a told type, what counts is the fragment one stands in.
      if (condition === null) collect(selection.selectionSet, definedOn, owner);
      else if (applies(condition, told ?? owner, collecting)) collect(selection.selectionSet, condition, condition);
    }
  };
  for (const set of selectionSets) collect(set, declared, told ?? declared);
  return [...fields.values()];
}

function addField(
  fields: Map<string, CollectedField>,
  field: FieldNode,
  definedOn: GraphQLCompositeType,
  owner: GraphQLCompositeType,
): void {
  const name = (field.alias ?? field.name).value;
  if (!isPlainName(name)) throw new NotCompiled('a name of Object.prototype');
  const known = fields.get(name);
  if (known === undefined) {
    const selectionSets = field.selectionSet === undefined ? [] : [field.selectionSet];
    fields.set(name, { name, fieldName: field.name.value, definedOn, owner, selectionSets });
  } else if (field.selectionSet !== undefined) known.selectionSets.push(field.selectionSet);
}

function typeOf(name: string | undefined, { schema }: Collecting): GraphQLCompositeType | null {
  if (name === undefined) return null;
  const type = schema.getType(name);
  if (!isCompositeType(type)) throw new NotCompiled('a fragment on something else than an object');
  return type;
}

function applies(condition: GraphQLCompositeType, type: GraphQLCompositeType, { schema }: Collecting): boolean {
  if (condition === type) return true;
  return isAbstractType(condition) && !isUnionType(type) && schema.isSubType(condition, type);
}
