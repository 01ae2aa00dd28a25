import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

const depth = 3;
const mostOperations = 4;

/** Questions about the first fields of a graph and what is below them, as deep as entities of other subgraphs lie. */
export function rehearsalOperations(schema: GraphQLSchema): readonly string[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const questions = fields.flatMap((field) => fieldText(field, depth) ?? []);
  return [...questions.sort((one, other) => other.length - one.length).slice(0, mostOperations)].map(
    (text) => `{ __typename ${text} }`,
  );
}

/** Null where an argument is asked for that cannot be made up, or nothing can be selected. */
function fieldText(field: GraphQLField<unknown, unknown>, levels: number): string | null {
  const wanted = field.args.filter(isRequiredArgument);
  const given = wanted.map(argumentText);
  if (given.includes(null)) return null;
  const text = given.length === 0 ? field.name : `${field.name}(${given.join(' ')})`;
  const type = getNamedType(field.type);
  if (isLeafType(type)) return text;
  const inside = selectionText(type, levels - 1);
  return inside === null ? null : `${text} ${inside}`;
}

function selectionText(type: GraphQLNamedType, levels: number): string | null {
  if (levels < 0) return null;
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const texts = fields.flatMap((field) => fieldText(field, levels) ?? []);
  return `{ ${['__typename', ...texts.slice(0, 12)].join(' ')} }`;
}

function argumentText({ name, type }: GraphQLArgument): string | null {
  const named = getNamedType(type);
  if (isInputObjectType(named)) return null;
  const isList = isListType(isNonNullType(type) ? type.ofType : type);
  const value = isEnumType(named) ? (named.getValues()[0]?.name ?? 'NONE') : (valueTexts.get(named.name) ?? '"x"');
  return `${name}: ${isList ? `[${value}]` : value}`;
}

const valueTexts: ReadonlyMap<string, string> = new Map([
  ['Int', '1'],
  ['Float', '1.5'],
  ['Boolean', 'true'],
]);
