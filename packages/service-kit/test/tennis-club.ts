import { request, type IncomingHttpHeaders, type ClientRequest } from 'node:http';
import { createHealth, type Health } from '../src/health.js';
import { createIdentityMinter, createIdentityVerifier, identityHeader } from '../src/identity.js';
import { generateIdentityKeys } from '../src/key-generation.js';
import { createLifecycle, type Lifecycle } from '../src/lifecycle.js';
import { createLog } from '../src/log.js';
import { createMetrics } from '../src/metrics.js';
import { Refusal } from '../src/pure.js';
import type { RequestContext } from '../src/request-context.js';
import { startSubgraph } from '../src/subgraph.js';
import type { FileUpload } from '../src/index.js';

/** A subgraph about nothing of ours, to try the server with. */
export interface TennisClub {
  readonly url: string;
  readonly lifecycle: Lifecycle;
  readonly health: Health;
  readonly lines: readonly string[];
  readonly keys: ReturnType<typeof generateIdentityKeys>;
  readonly court: Court;
  identity(): Promise<string>;
  /** Posts a document as the gateway would. */
  ask(query: string, variables?: unknown): Promise<Answer>;
  post(body: string | Buffer, headers: Record<string, string>): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly data?: Record<string, unknown> | null; readonly errors?: readonly GraphAnswerError[] };
  readonly text: string;
}
interface GraphAnswerError {
  readonly message: string;
  readonly path?: readonly unknown[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** What the resolvers share with the test: how many loads there were, and a game that ends when the test says so. */
export interface Court {
  loads: number;
  bytes: number;
  /** Resolves when `slow` is being answered; it ends with `end`. */
  readonly playing: Promise<void>;
  readonly end: () => void;
  /** Resolves with the first byte of an upload, and when an upload broke off. */
  readonly reading: Promise<void>;
  readonly interrupted: Promise<void>;
  slow(): Promise<string>;
  read(stream: AsyncIterable<Buffer>): Promise<void>;
}

const typeDefs = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  scalar Date
  scalar DateTime
  scalar JSON
  scalar Upload
  type Query {
    member(id: ID!): Member
    whoAmI: String!
    slow: String!
    echo(value: JSON, day: Date, at: DateTime): JSON
    broken: [String]
    mustNotBeNull: String!
  }
  type Mutation {
    join(name: String!, joinedOn: Date!): Member!
    upload(files: [Upload!]!): Int!
  }
  type Member @key(fields: "id") {
    id: ID!
    partner: Member
  }
`;

export async function openTennisClub(
  uploads?: { maxFileBytes: number; maxFiles: number },
  otherResolvers?: Record<string, unknown>,
): Promise<TennisClub> {
  const lines: string[] = [];
  const log = createLog({ name: 'tennis', level: 'debug', destination: { write: (line) => lines.push(line) } });
  const lifecycle = createLifecycle(log, { exit: () => undefined });
  const health = createHealth();
  const keys = generateIdentityKeys('gateway-test-1');
  const minter = createIdentityMinter({ privateKey: keys.privateKey });
  const court = openCourt();
  const { url } = await startSubgraph({
    name: 'tennis',
    host: '127.0.0.1',
    port: 0,
    typeDefs,
    resolvers: otherResolvers ?? resolvers(court),
    app: {},
    identity: createIdentityVerifier({ publicKeys: keys.publicKeys, audience: 'tennis' }),
    health,
    metrics: createMetrics('tennis'),
    log,
    lifecycle,
    ...(uploads === undefined ? {} : { uploads }),
    routes: (server) => server.get('/scores', async () => Promise.resolve({ score: '6:4' })),
  });
  const identity = () => minter.mint({ viewer: { kind: 'citizen', id: 'cit_1' }, address: null }, 'tennis');
  const post: TennisClub['post'] = (body, headers) => send(`${url}/graphql`, body, headers).answer;
  return {
    ...{ url, lifecycle, health, lines, keys, court, identity, post },
    async ask(query, variables = {}) {
      const headers = { 'content-type': 'application/json', [identityHeader]: await identity() };
      return post(JSON.stringify({ query, variables }), headers);
    },
  };
}

/** One request by hand, because tests look at what fetch hides: early answers, aborted bodies. */
export function send(
  url: string,
  body: string | Buffer | undefined,
  headers: Record<string, string>,
  method = body === undefined ? 'GET' : 'POST',
): { readonly call: ClientRequest; readonly answer: Promise<Answer> } {
  const call = request(url, { method, headers });
  const answer = new Promise<Answer>((resolve, reject) => {
    call.on('error', reject);
    call.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const isJson = response.headers['content-type']?.startsWith('application/json') === true;
        const parsed: unknown = isJson ? JSON.parse(text) : {};
        // What the tests look at is checked by their expectations.
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed as Answer['body'], text });
      });
    });
  });
  if (body !== undefined || method === 'GET') call.end(body);
  return { call, answer };
}

function resolvers(court: Court): Record<string, unknown> {
  const load = (keys: readonly string[]) => {
    court.loads += 1;
    return Promise.resolve(keys.map((id) => (id === 'nobody' ? null : { id })));
  };
  const member = (id: string, context: RequestContext<object>) => context.loader('members', load).load(id);
  return {
    Query: {
      member: (_: unknown, { id }: { id: string }, context: RequestContext<object>) => member(id, context),
      whoAmI: (_: unknown, __: unknown, { viewer, language }: RequestContext<object>) => `${viewer.kind} ${language}`,
      slow: () => court.slow(),
      echo: (_: unknown, { value, day, at }: { value: unknown; day?: string; at?: Date }) => value ?? { day, at },
      broken: () =>
        Promise.reject(new Error('mongodb://10.0.0.7 said no to Nguyễn Văn Mẫu', { cause: new Error('EPIPE') })),
      mustNotBeNull: () => null,
    },
    Mutation: {
      join(_: unknown, { name }: { name: string }) {
        throw new Refusal('CLUB_FULL', 'The club takes no more members.', { waiting: 12, name });
      },
      async upload(_: unknown, { files }: { files: readonly Promise<FileUpload>[] }) {
        for (const file of files) {
          await court.read((await file).createReadStream());
        }
        return court.bytes;
      },
    },
    Member: {
      __resolveReference: ({ id }: { id: string }, context: RequestContext<object>) => member(id, context),
      partner: (_: unknown, __: unknown, context: RequestContext<object>) => member('m2', context),
    },
  };
}

function openCourt(): Court {
  const playing = signal();
  const ended = signal();
  const reading = signal();
  const interrupted = signal();
  return {
    loads: 0,
    bytes: 0,
    playing: playing.given,
    end: ended.give,
    async slow() {
      playing.give();
      await ended.given;
      return 'over';
    },
    reading: reading.given,
    interrupted: interrupted.given,
    async read(stream) {
      try {
        for await (const chunk of stream) {
          this.bytes += chunk.length;
          reading.give();
        }
      } catch (error) {
        interrupted.give();
        throw error;
      }
    },
  };
}

/** A promise and what resolves it. */
export function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
