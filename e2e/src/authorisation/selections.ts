import {
  getNamedType,
  isEnumType,
  isObjectType,
  isRequiredArgument,
  isScalarType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** Owned elsewhere and public, or a gate of its own: only named. */
const named = new Set([
  'Procedure',
  'ProcedureVersion',
  'Office',
  'AdministrativeUnit',
  'Dossier',
  'Draft',
  'PageInfo',
]);

export interface Selected {
  /** `Type.field` for every field selected below. */
  readonly coordinates: readonly { readonly coordinate: string; readonly path: readonly string[] }[];
  readonly text: string;
}

export function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no type of the schema`);
  return type;
}

export function fieldNames(schema: GraphQLSchema, typeName: string): readonly string[] {
  return Object.keys(objectType(schema, typeName).getFields());
}

/** Everything below a field that can be asked without arguments, to the scalars. */
export function below(field: GraphQLField<unknown, unknown>, path: readonly string[], depth = 3): Selected {
  const type = getNamedType(field.type);
  if (isScalarType(type) || isEnumType(type)) return { coordinates: [], text: '' };
  if (!isObjectType(type)) throw new Error(`${field.name} is neither scalar nor object`);
  if (depth === 0) return { coordinates: [], text: '{ __typename }' };
  if (named.has(type.name) && depth < 3)
    return { coordinates: [], text: type.name === 'PageInfo' ? '{ hasNextPage }' : '{ id }' };
  const inner = Object.values(type.getFields())
    .filter(({ args }) => !args.some(isRequiredArgument))
    .map((child) => {
      const at = [...path, child.name];
      const { coordinates, text } = below(child, at, depth - 1);
      return {
        text: `${child.name} ${text}`,
        coordinates: [{ coordinate: `${type.name}.${child.name}`, path: at }, ...coordinates],
      };
    });
  return {
    text: `{ ${inner.map(({ text }) => text).join(' ')} }`,
    coordinates: inner.flatMap(({ coordinates }) => coordinates),
  };
}

/** What stands there, through lists; null where nothing does. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (Array.isArray(value)) {
    const found = value.map((item: unknown) => valueAt(item, path)).filter((item) => !isNothing(item));
    return found.length === 0 ? null : found;
  }
  if (typeof value !== 'object' || value === null) return null;
  return valueAt(Reflect.get(value, first), rest);
}

export function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.every(isNothing));
}
