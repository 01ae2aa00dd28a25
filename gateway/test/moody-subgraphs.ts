import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { GatewaySettings } from '../src/main.js';
import { registeredOperations } from '../src/registered-operations.js';
import { type Running, startRunning } from './running-gateway.js';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const schemas = {
  dossiers: `${link}
    type Query { dossiers: [Dossier!]! }
    type Dossier @key(fields: "id") { id: ID! code: String! }`,
  payments: `${link}
    type Query { owed: Int }
    type Mutation { pay: Int }
    type Dossier @key(fields: "id") { id: ID! amountVnd: Int }`,
} as const;
type Name = keyof typeof schemas;
const names: readonly Name[] = ['dossiers', 'payments'];

/** What the gateway sends, as far as these subgraphs look at it. */
interface Asked {
  readonly query: string;
  readonly variables?: { readonly representations?: readonly { readonly __typename: string; readonly id: string }[] };
}
type Answer = (asked: Asked) => unknown;
export type Mood = (asked: Asked, response: ServerResponse) => unknown;

const amounts: Readonly<Record<string, number>> = { d1: 8_000, d2: 75_000 };
const answers: Readonly<Record<Name, Answer>> = {
  dossiers: () => ({
    data: { dossiers: [1, 2].map((each) => ({ __typename: 'Dossier', id: `d${each}`, code: `D-${each}` })) },
  }),
  payments: ({ query, variables }) =>
    variables?.representations === undefined
      ? { data: query.includes('mutation') ? { pay: 1 } : { owed: 83_000 } }
      : { data: { _entities: variables.representations.map(({ id }) => ({ amountVnd: amounts[id] })) } },
};

export interface Moody {
  /** How often it was asked. */
  readonly asked: () => number;
  /** From now on it does this instead of answering; `well` ends it. */
  readonly is: (mood: Mood) => void;
  readonly well: () => void;
  /** Takes no connections any more, and takes them again at the same address. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
}

export interface MoodyGraph extends Running {
  readonly moody: Readonly<Record<Name, Moody>>;
  /** A figure of /metrics about payments. */
  readonly figure: (name: string, outcome?: string) => Promise<number>;
}

/** A gateway over two subgraphs that bear names of ours and answer, or not, as a test wants. */
export async function startMoodyGraph(settings: GatewaySettings = {}): Promise<MoodyGraph> {
  const [dossiers, payments] = [await startMoody('dossiers'), await startMoody('payments')];
  const moody = { dossiers, payments };
  const running = await startRunning({
    urls: { dossiers: dossiers.url, payments: payments.url },
    settings: { supergraph: supergraph(), registered: registeredOperations([]), ...settings },
  });
  return {
    ...{ ...running, moody },
    async figure(name, outcome) {
      const text = await (await fetch(`${running.url}/metrics`)).text();
      const labels = ['subgraph="payments"', ...(outcome === undefined ? [] : [`outcome="${outcome}"`])];
      const line = text
        .split('\n')
        .find((each) => each.startsWith(`${name}{`) && labels.every((label) => each.includes(label)));
      return Number(line?.split(' ').at(-1) ?? 0);
    },
    async close() {
      await running.close();
      await Promise.all(names.map((name) => moody[name].stop()));
    },
  };
}

function supergraph(): string {
  const services = names.map((name) => ({ name, url: `http://${name}`, typeDefs: parse(schemas[name]) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new AggregateError(errors, 'the two do not compose');
  return supergraphSdl;
}

async function startMoody(name: Name): Promise<Moody & { readonly url: string }> {
  let mood: Mood | null = null;
  let asked = 0;
  const talk: RequestListener = (request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      asked += 1;
      const question = JSON.parse(text) as Asked; // the gateway's
      if (mood === null) response.end(JSON.stringify(answers[name](question)));
      else mood(question, response);
    });
  };
  let server = createServer(talk);
  const open = (port: number): Promise<unknown> => once(server.listen(port, '127.0.0.1'), 'listening');
  await open(0);
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    asked: () => asked,
    is: (other) => (mood = other),
    well: () => (mood = null),
    async stop() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    async start() {
      server = createServer(talk);
      await open(port);
    },
  };
}
