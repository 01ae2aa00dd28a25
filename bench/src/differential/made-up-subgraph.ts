import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  execute,
  getNamedType,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  parse,
} from 'graphql';
import { chanceOf } from './chance.js';

/** What stands for a subgraph over HTTP. */
export type Post = (body: string) => Promise<{ readonly status: number; readonly body: string }>;

/** How often things go wrong, from 0 to 1. */
export interface Mishaps {
  readonly nothing: number;
  readonly refused: number;
  /** An entity that is not there, or cannot be read. */
  readonly entity: number;
  /** The whole answer: gone, nonsense, or its errors lost on the way. */
  readonly answer: number;
}

export const usualMishaps: Mishaps = { nothing: 0.1, refused: 0.03, entity: 0.06, answer: 0.03 };

/**
 * An executable subgraph over a service's own SDL. Every value follows from the seed, the object's identity and the field, so
 * that an object is the same wherever it is met; some are null, some fail, lists have none to four items.
 */
export function madeUpSubgraph(sdl: string, seedOf: () => string, mishaps: Mishaps): Post {
  const typeDefs = parse(sdl);
  const schema = buildSubgraphSchema({ typeDefs });
  addReferences(schema, seedOf, mishaps);
  const fieldResolver = makeUp(seedOf, mishaps);
  return async (body) => {
    // Written by the gateways that are compared.
    const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
    const mishap = chanceOf(`${seedOf()}|answer|${query}`) / mishaps.answer;
    if (mishap < 0.3) throw new Error('gone');
    if (mishap < 0.5) return { status: 502, body: '<html>' };
    const result = await execute({
      schema,
      document: parse(query),
      fieldResolver,
      typeResolver: (value) => (isThing(value) ? value.__typename : undefined),
      ...(variables === undefined ? {} : { variableValues: variables }),
    });
    return { status: 200, body: JSON.stringify(mishap < 1 ? { data: result.data } : result) };
  };
}

interface Thing {
  readonly __typename: string;
  /** From which everything about it follows. */
  readonly key: string;
}

function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && 'key' in value && '__typename' in value;
}

function addReferences(schema: GraphQLSchema, seedOf: () => string, { entity }: Mishaps): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!('getFields' in type) || !('isTypeOf' in type)) continue;
    type.extensions = {
      ...type.extensions,
      apollo: {
        subgraph: {
          resolveReference: ({ id }: { readonly id?: unknown }) => {
            const key = `${type.name}|${String(id)}`;
            const mishap = chanceOf(`${seedOf()}|${key}|reference`) / entity;
            if (mishap < 0.5) return null;
            if (mishap < 1) throw refusal(key);
            return { __typename: type.name, key };
          },
        },
      },
    };
  }
}

function makeUp(seedOf: () => string, mishaps: Mishaps): GraphQLFieldResolver<unknown, unknown> {
  return (parent, args, _context, { fieldName, parentType, returnType, schema }) => {
    const seed = seedOf();
    if (isThing(parent) && fieldName === 'id') return parent.key.slice(parent.key.indexOf('|') + 1);
    const key = `${isThing(parent) ? parent.key : parentType.name}.${fieldName}${JSON.stringify(args)}`;
    const mishap = chanceOf(`${seed}|${key}|mishap`);
    if (mishap < mishaps.refused * (isNonNullType(returnType) ? 0.2 : 1)) throw refusal(key);
    if (!isNonNullType(returnType) && mishap < mishaps.refused + mishaps.nothing) return null;
    return madeUpValue(returnType, key, seed, schema, mishaps.nothing);
  };
}

function madeUpValue(
  type: GraphQLOutputType,
  key: string,
  seed: string,
  schema: GraphQLSchema,
  nothing: number,
): unknown {
  const chance = chanceOf(`${seed}|${key}`);
  if (isNonNullType(type)) return madeUpValue(type.ofType, key, seed, schema, 0);
  if (nothing > 0 && chanceOf(`${seed}|${key}|item`) < nothing && key.endsWith(']')) return null;
  if (isListType(type)) {
    return Array.from({ length: Math.floor(chance * 5) }, (_, index) =>
      madeUpValue(type.ofType, `${key}[${index}]`, seed, schema, nothing),
    );
  }
  if (isEnumType(type)) return type.getValues()[Math.floor(chance * type.getValues().length)]?.value;
  if (isLeafType(type)) return leaf(type.name, chance);
  const named = getNamedType(type);
  const possible = isAbstractType(named) ? schema.getPossibleTypes(named) : [named];
  const name = possible[Math.floor(chance * possible.length)]?.name ?? named.name;
  // Few of each, so that the same one is met at several places.
  return {
    __typename: name,
    key: hasId(schema, name) ? `${name}|${Math.floor(chanceOf(`${seed}|${key}|id`) * 6)}` : key,
  };
}

function hasId(schema: GraphQLSchema, name: string): boolean {
  const type = schema.getType(name);
  return type !== undefined && 'getFields' in type && 'id' in type.getFields();
}

function leaf(type: string, chance: number): unknown {
  if (type === 'Int') return Math.floor(chance * 1_000_000);
  if (type === 'Float') return chance * 1_000;
  if (type === 'Boolean') return chance < 0.5;
  if (type === 'JSON') return { made: [chance, null, 'lên'], up: { chance } };
  return `chữ ${Math.floor(chance * 100_000)}`;
}

function refusal(key: string): GraphQLError {
  const code = chanceOf(`${key}|code`) < 0.8 ? 'MADE_UP_REFUSAL' : 'INTERNAL_SERVER_ERROR';
  return new GraphQLError(`refused: ${key}`, { extensions: { code, details: { key } } });
}
