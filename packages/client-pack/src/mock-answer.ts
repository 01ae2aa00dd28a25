import { readdirSync, readFileSync } from 'node:fs';
import {
  buildSchema,
  type DocumentNode,
  execute,
  getOperationAST,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  parse,
  validate,
} from 'graphql';

export interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

export interface MockAnswer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

const root = new URL('../../../', import.meta.url);
const samples = new URL('../samples/', import.meta.url);

/**
 * Answers any operation of the graph, without a platform: one that has a sample with that sample, any other with values
 * made from their types. An operation that does not fit the graph is refused as the gateway refuses it.
 */
export function createMock(): (asked: Asked) => MockAnswer | Promise<MockAnswer> {
  const schema = buildSchema(readFileSync(new URL('docs/generated/api-schema.graphql', root), 'utf8'));
  const known = readSamples();
  return ({ query, variables, operationName }) => {
    const document = parsed(query);
    if (document === null) return refused('GRAPHQL_PARSE_FAILED', 'The text is no GraphQL.');
    const [problem] = validate(schema, document);
    if (problem !== undefined) return refused('GRAPHQL_VALIDATION_FAILED', problem.message);
    const name = operationName ?? getOperationAST(document)?.name?.value ?? '';
    const rootValue = known.get(name) ?? {};
    return execute({
      ...{ schema, document, rootValue },
      ...(variables === undefined ? {} : { variableValues: variables }),
      ...(operationName === undefined ? {} : { operationName }),
      fieldResolver: (source: unknown, _given, _context, { fieldName, returnType, path }) => {
        const sample: unknown =
          typeof source === 'object' && source !== null ? Reflect.get(source, path.key) : undefined;
        const plain: unknown =
          typeof source === 'object' && source !== null ? Reflect.get(source, fieldName) : undefined;
        return sample ?? plain ?? (sample === null || plain === null ? null : made(returnType, fieldName, schema));
      },
    });
  };
}

/** By the operation's name, as its page in docs/api shows it. */
export function readSamples(): ReadonlyMap<string, unknown> {
  return new Map(
    readdirSync(samples)
      .filter((file) => file.endsWith('.json'))
      .map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, samples), 'utf8')) as unknown]),
  );
}

function made(type: GraphQLOutputType, name: string, schema: GraphQLSchema): unknown {
  if (isNonNullType(type)) return made(type.ofType, name, schema);
  if (isListType(type)) return [made(type.ofType, name, schema)];
  if (isEnumType(type)) return type.getValues()[0]?.value as unknown;
  if (isLeafType(type)) return leaves[type.name] ?? `${name} (mẫu)`;
  if (isAbstractType(type)) return { __typename: schema.getPossibleTypes(type)[0]?.name };
  return {};
}

const leaves: Readonly<Record<string, unknown>> = {
  ...{ ID: 'mau-1', Int: 1, Float: 1.5, Boolean: true, JSON: {} },
  ...{ Date: '2026-11-23', DateTime: '2026-11-23T08:00:00+07:00' },
};

function parsed(query: string): DocumentNode | null {
  try {
    return parse(query);
  } catch {
    return null; // answered as the gateway does
  }
}

function refused(code: string, message: string): MockAnswer {
  return { errors: [{ message, extensions: { code } }] };
}
