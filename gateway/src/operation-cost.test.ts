import { readFileSync } from 'node:fs';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { weigh } from './operation-cost.js';

const schema = buildSchema(
  `type Query { member: Member members(first: Int, last: Int): [Member!]! found(first: Int!): Found named: Named }
   type Mutation { join: Member }
   type Found { nodes: [Member!]! edges: [Edge!]! total: Int }
   type Edge { node: Member }
   interface Named { friend: Member }
   type Member implements Named { name: String friend: Member friends: [Member!] tags: [String!] }`,
);
const costOf = (source: string, variables: Record<string, unknown> = {}, graph = schema) => {
  const document = parse(source);
  const operation = getOperationAST(document);
  if (operation === null || operation === undefined) throw new Error('one operation expected');
  return weigh(document, operation, graph)(variables);
};

const known: readonly (readonly [cost: number, source: string, variables?: Record<string, unknown>])[] = [
  [1, '{ __typename }'],
  [1, '{ member { name tags } }'],
  [2, '{ member { friend { name } } }'],
  [12, 'mutation { join { friend { name } } }'],
  [10, '{ members { name } }'],
  [50, '{ members(first: 50) { name } }'],
  [40, '{ members(last: 20) { friend { name } } }'],
  [70, 'query ($n: Int) { members(first: $n) { name } }', { n: 70 }],
  [10, 'query ($n: Int) { members(first: $n) { name } }'],
  [30, 'query ($n: Int = 30) { members(first: $n) { name } }'],
  [101, '{ found(first: 100) { total nodes { name } } }'],
  [201, '{ found(first: 100) { edges { node { name } } } }'],
  [1_101, '{ found(first: 100) { nodes { friends { name } } } }'],
  [3, '{ member { ...f ... on Member { friend { name } } } } fragment f on Member { friend { name } }'],
  [2, '{ named { friend { name } } }'],
  [1, '{ member { ...f } } fragment f on Member { ...f }'],
  [10, '{ members(first: -5) { name } }'],
  [1_000_000, 'query ($n: Int) { members(first: $n) { friends { friends { name } } } }', { n: 1e12 }],
];

describe('an operation costs', () => {
  it('what it may make services find', () => {
    const told = known.map(([, source, variables]) => [costOf(source, variables), source, variables]);
    expect(told).toEqual(known.map(([cost, source, variables]) => [cost, source, variables]));
  });

  it.each([
    ['in a ring', (n: number) => `f${(n + 1) % 30}`],
    ['towards one that is not there', (n: number) => `f${n + 1}`],
  ])('next to nothing to weigh with fragments that double each other %s', (_, next) => {
    const fragment = (n: number) => `fragment f${n} on Member { ...${next(n)} ...${next(n)} }`;
    expect(costOf(`{ member { ...f0 } } ${Array.from({ length: 30 }, (__, n) => fragment(n)).join(' ')}`)).toBe(1);
  });

  it('on the graph itself, little for one dossier and much for a long page of them', () => {
    const graph = buildSchema(
      readFileSync(new URL('../../docs/generated/api-schema.graphql', import.meta.url), 'utf8'),
    );
    const inside = 'code payment { id items { key } } messages { status } shipment { id }';
    expect(costOf(`query ($id: ID!) { dossier(id: $id) { ${inside} } }`, {}, graph)).toBe(23);
    expect(costOf(`{ myDossiers(first: 100) { nodes { ${inside} } } }`, {}, graph)).toBe(2_301);
  });
});
