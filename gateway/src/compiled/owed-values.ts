import { ERRORS } from '@apollo/federation-internals';
import type { GraphQLError, GraphQLType } from 'graphql';

type Path = readonly (string | number)[];
type Describe = (path: Path, type: GraphQLType, owner: GraphQLType) => GraphQLError;

/** What is said about a value that cannot be shown, word for word as the stock executor says it. */
export const owedValue: Readonly<Record<'missing' | 'value' | 'typename', Describe>> = {
  missing: (path, type, owner) => at(path, `Cannot return null for non-nullable ${placeOf(path, type, owner)}.`),
  value: (path, type, owner) => at(path, `Invalid value found for ${placeOf(path, type, owner)}.`),
  typename: (path, type, owner) => at(path, `Invalid __typename found for object at ${placeOf(path, type, owner)}.`),
};

function at(path: Path, message: string): GraphQLError {
  return ERRORS.INVALID_GRAPHQL.err(message, { path: [...path] });
}

function placeOf(path: Path, type: GraphQLType, owner: GraphQLType): string {
  const last = path.at(-1);
  return typeof last === 'number'
    ? `array element of type ${String(type)} at index ${last}`
    : `field ${String(owner)}.${last}`;
}
