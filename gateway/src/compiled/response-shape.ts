import {
  type GraphQLCompositeType,
  type GraphQLError,
  type GraphQLOutputType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { type Collecting, collectFields, type CollectedField } from './collected-fields.js';
import { type Json, NotCompiled } from './compiled-operation.js';
import {
  type Complete,
  completeLeaf,
  completeList,
  completeNonNull,
  invalid,
  nulled,
  type Shaping,
} from './completed-values.js';
import { isObject } from './merged-answers.js';
import { owedValue } from './owed-values.js';

/** Cuts the answer out of what the subgraphs told. */
export type Shape = (root: Json) => { readonly data: Json | null; readonly owed: readonly GraphQLError[] };

/** The shape of an operation's answer under given conditions, as closures. */
export function compileShape(kind: OperationTypeNode, selectionSet: SelectionSetNode, collecting: Collecting): Shape {
  const type = collecting.schema.getRootType(kind);
  if (type === undefined || type === null) throw new NotCompiled('an operation without a root type');
  const fill = compileObject([selectionSet], type, null, collecting);
  return (root) => {
    const shaping: Shaping = { path: [], owed: [] };
    const data: Json = {};
    return { data: fill(root, data, shaping) ? data : null, owed: shaping.owed };
  };
}

/** Fills in an object; false when a value that may not be null is missing, so that the object cannot be. */
type Fill = (source: Json, target: Json, shaping: Shaping) => boolean;
type Write = Fill;

function compileObject(
  sets: readonly SelectionSetNode[],
  declared: GraphQLCompositeType,
  told: GraphQLCompositeType | null,
  collecting: Collecting,
): Fill {
  const writes = collectFields(sets, declared, told, collecting).map((field) => compileField(field, collecting));
  return (source, target, shaping) => {
    for (const write of writes) if (!write(source, target, shaping)) return false;
    return true;
  };
}

function compileField(field: CollectedField, collecting: Collecting): Write {
  const { name, fieldName, definedOn, owner } = field;
  if (fieldName === '__typename') return typenameOf(name, owner, collecting);
  const definition = 'getFields' in definedOn ? definedOn.getFields()[fieldName] : undefined;
  if (definition === undefined) throw new NotCompiled('a field that the schema does not have');
  const complete = compileValue(definition.type, field, collecting);
  return (source, target, shaping) => {
    shaping.path.push(name);
    const value = complete(source[name] ?? null, shaping);
    shaping.path.pop();
    target[name] = value === invalid || value === nulled ? null : value;
    return value !== invalid;
  };
}

function typenameOf(name: string, owner: GraphQLCompositeType, { schema }: Collecting): Write {
  return (source, target) => {
    const given = source[name] ?? source['__typename'];
    const type = typeof given === 'string' ? (schema.getType(given) ?? owner) : owner;
    if (!isObjectType(type)) return false;
    target[name] = type.name;
    return true;
  };
}

function compileValue(type: GraphQLOutputType, field: CollectedField, collecting: Collecting): Complete {
  if (isNonNullType(type))
    return completeNonNull(compileValue(type.ofType, field, collecting), type.ofType, field.owner);
  if (isListType(type)) return completeList(compileValue(type.ofType, field, collecting), type);
  if (isLeafType(type)) return completeLeaf(type, field.owner);
  return completeObject(type, field, collecting);
}

function completeObject(declared: GraphQLCompositeType, field: CollectedField, collecting: Collecting): Complete {
  const fills = new Map<string, Fill>();
  const fillOf = (told: GraphQLCompositeType | null): Fill => {
    const key = told?.name ?? '';
    const known = fills.get(key);
    if (known !== undefined) return known;
    const fill = compileObject(field.selectionSets, declared, told, collecting);
    fills.set(key, fill);
    return fill;
  };
  fillOf(isObjectType(declared) ? declared : null); // so that what cannot be compiled is known at once
  return (value, shaping) => {
    if (value === null) return null;
    if (!isObject(value))
      throw new Error(`Invalid non-object value returned by subgraph for composite type ${declared.name}`);
    const typename = value['__typename'];
    if (typename !== undefined && typename !== null && typeof typename !== 'string')
      throw new Error(`Invalid non-string value for __typename at ${shaping.path.join(',')}`);
    const told =
      typename === undefined || typename === null || typename === '' ? null : collecting.schema.getType(typename);
    if (told !== null && !isCompositeType(told)) {
      shaping.owed.push(owedValue.typename(shaping.path, declared, field.owner));
      return nulled;
    }
    const target: Json = {};
    return fillOf(told)(value, target, shaping) ? target : nulled;
  };
}
