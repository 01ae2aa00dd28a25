import {
  type FieldNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import type { GraphAnswer, SubgraphError } from '../subgraph-answer.js';
import type { SubgraphSource } from '../subgraph-source.js';
import type { Json } from './compiled-operation.js';
import { isObject } from './merged-answers.js';

/** A subgraph that makes up what it is asked for: the same for the same question, with gaps and errors at some places. */
export function rehearsalSource(supergraph: GraphQLSchema): SubgraphSource {
  const answerTo = (query: string, variables: Json): GraphAnswer => {
    const [operation] = parse(query, { noLocation: true }).definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('an operation was expected');
    const answering: Answering = { supergraph, variables, errors: [], seed: query.length };
    const data = objectOf('Query', operation.selectionSet, [], answering);
    return { data, ...(answering.errors.length === 0 ? {} : { errors: answering.errors }) };
  };
  return {
    process: ({ request }) => {
      // Copies, since both executors put what they get into what they have.
      const { data, errors } = structuredClone(answerTo(request.query ?? '', { ...request.variables }));
      return Promise.resolve({
        data: data ?? null,
        ...(errors === undefined ? {} : { errors: [...errors.map((each) => ({ ...each }))] }),
      } as Awaited<ReturnType<SubgraphSource['process']>>);
    },
    ask: ({ body }) => {
      // Written by the executor under rehearsal.
      const { query, variables } = JSON.parse(body) as { readonly query: string; readonly variables: Json };
      return Promise.resolve({ ...structuredClone(answerTo(query, variables)), failed: false });
    },
  };
}

interface Answering {
  readonly supergraph: GraphQLSchema;
  readonly variables: Json;
  readonly errors: SubgraphError[];
  readonly seed: number;
}
type Path = readonly (string | number)[];

function objectOf(typeName: string, set: SelectionSetNode, path: Path, answering: Answering): Json {
  const object: Json = {};
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD)
      object[(selection.alias ?? selection.name).value] = fieldOf(typeName, selection, path, answering);
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      if (condition === undefined || isOf(typeName, condition, answering))
        Object.assign(object, objectOf(typeName, selection.selectionSet, path, answering));
    }
  }
  return object;
}

function fieldOf(typeName: string, field: FieldNode, path: Path, answering: Answering): unknown {
  const name = field.name.value;
  if (name === '__typename') return typeName;
  if (name === '_entities') return entities(field, answering);
  const type = answering.supergraph.getType(typeName);
  const definition = isObjectType(type) ? type.getFields()[name] : undefined;
  if (definition === undefined) throw new Error(`no field ${typeName}.${name}`);
  return valueOf(definition.type, field, [...path, (field.alias ?? field.name).value], answering);
}

function entities(field: FieldNode, answering: Answering): readonly unknown[] {
  const told = answering.variables['representations'];
  return (Array.isArray(told) ? told : []).map((representation: unknown, index) => {
    const typename = isObject(representation) ? representation['__typename'] : undefined;
    if (typeof typename !== 'string' || field.selectionSet === undefined) return null;
    return objectOf(typename, field.selectionSet, ['_entities', index], answering);
  });
}

function valueOf(type: GraphQLOutputType, field: FieldNode, path: Path, answering: Answering): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType, field, path, answering);
  const chance = chanceAt(path.at(-1) ?? '', answering);
  if (chance % 23 === 0) {
    answering.errors.push({ message: 'made up', path, extensions: { code: 'MADE_UP' } });
    return null;
  }
  if (chance % 13 === 0) return null;
  if (isListType(type)) return [0, 1].map((index) => valueOf(type.ofType, field, [...path, index], answering));
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isLeafType(type)) return leafValues.get(type.name) ?? String(chance % 3);
  const named = concrete(getNamedType(type), answering);
  return field.selectionSet === undefined ? null : objectOf(named.name, field.selectionSet, path, answering);
}

/** Of an interface or a union, the first type that it may be. */
function concrete(type: GraphQLNamedType, { supergraph }: Answering): GraphQLNamedType {
  return isAbstractType(type) ? (supergraph.getPossibleTypes(type)[0] ?? type) : type;
}

function isOf(typeName: string, condition: string, { supergraph }: Answering): boolean {
  const [type, wanted] = [supergraph.getType(typeName), supergraph.getType(condition)];
  if (typeName === condition) return true;
  return isAbstractType(wanted) && isObjectType(type) && supergraph.isSubType(wanted, type);
}

const leafValues: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['Int', 7],
  ['Float', 1.5],
  ['Boolean', true],
]);

/** By name alone: entities told alike must be answered alike, wherever in a list they stand. */
function chanceAt(last: string | number, { seed }: Answering): number {
  let sum = seed;
  for (const letter of String(last)) sum = (sum * 31 + letter.charCodeAt(0)) % 65_521;
  return sum;
}
