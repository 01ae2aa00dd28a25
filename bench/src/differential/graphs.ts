import { readdirSync, readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

export interface Graph {
  readonly name: string;
  readonly supergraph: string;
  /** SDL of each subgraph by its name. */
  readonly subgraphs: ReadonlyMap<string, string>;
}

/** The platform's own graph: the committed supergraph over the services' own SDL. */
export function ownGraph(): Graph {
  const root = new URL('../../../', import.meta.url);
  const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
  const names = readdirSync(new URL('services/', root));
  return {
    name: 'own',
    supergraph: read('gateway/supergraph.graphql'),
    subgraphs: new Map(names.map((name) => [name, read(`services/${name}/schema.graphql`)])),
  };
}

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])';

/** What our own graph does not have: interfaces, unions, several keys, lists of lists, one alias for two types. */
export function abstractGraph(): Graph {
  const subgraphs = new Map([
    [
      'zoo',
      `${link}
      type Query { animals: [Animal!]! anything: [Thing] one: Animal grid: [[Dog]] keeper(id: ID!): Keeper node: Node }
      interface Node { id: ID! }
      interface Animal { name: String legs: Int! friend: Animal }
      union Thing = Dog | Cat | Keeper | Note
      type Dog implements Animal & Node @key(fields: "id") { id: ID! name: String legs: Int! friend: Animal barks: Boolean! size: Int }
      type Cat implements Animal & Node @key(fields: "id") { id: ID! name: String! legs: Int! friend: Animal size: String notes: [Note!] }
      type Keeper implements Node @key(fields: "id") { id: ID! name: String feeds: [Animal] }
      type Note { text: String! about: Thing }`,
    ],
    [
      'vet',
      `${link}
      type Query { patients: [Patient!] }
      union Patient = Dog | Cat
      type Dog @key(fields: "id") { id: ID! weight: Float! size: Int @external dose: Int @requires(fields: "size") vet: Vet }
      type Cat @key(fields: "id") { id: ID! weight: Float vet: Vet! }
      type Keeper @key(fields: "id") { id: ID! insured: Boolean! }
      type Vet @key(fields: "id") { id: ID! name: String! looksAfter: [Patient] }`,
    ],
  ]);
  const services = [...subgraphs].map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new AggregateError(errors, 'the graph does not compose');
  return { name: 'abstract', supergraph: supergraphSdl, subgraphs };
}
