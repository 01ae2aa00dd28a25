import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { composeServices } from '@apollo/composition';
import {
  createHealth,
  createIdentityVerifier,
  createLifecycle,
  createLog,
  createMetrics,
  type FileUpload,
  generateIdentityKeys,
  type Lifecycle,
  Refusal,
  type RequestContext,
  startSubgraph,
} from '@motcua/service-kit';
import { parse } from 'graphql';
import { addClubRoutes } from './club-routes.js';

/** Three real subgraphs of an invented tennis club, so that nothing here knows about dossiers. */
export const clubNames = ['members', 'courts', 'files'] as const;
export type ClubName = (typeof clubNames)[number];

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const schemas: Readonly<Record<ClubName, string>> = {
  members: `${link}
    scalar DateTime
    type Query {
      member(id: ID!): Member
      members: [Member!]!
      whoAmI: String!
      seen: JSON!
      trackDossier(code: String!): String
      redeemReceipt(token: String!): String
      memberSince(at: DateTime!): String!
      owed: Debt
    }
    scalar JSON
    type Mutation { join(name: String!): Member! }
    type Member @key(fields: "id") { id: ID! name: String! title: String @deprecated(reason: "use name; removed after 2027-06") }
    type Debt { amount: Int! }`,
  courts: `${link}
    type Query { courts: [String!] slowCourts: [String!] }
    type Member @key(fields: "id") { id: ID! court: String booked: Booking }
    type Booking { hour: Int! }`,
  files: `${link}
    scalar Upload
    type Query { kept: Int }
    type Mutation { keep(input: KeepInput!): Kept! keepMany(files: [Upload!]!): [Kept!]! }
    input KeepInput { note: String file: Upload! }
    type Kept { bytes: Int! sha256: String! name: String! type: String! }`,
};

/** What the subgraphs saw of one request, so that a test can see what the gateway passed on. */
export type Seen = Pick<RequestContext<null>, 'viewer' | 'callerAddress' | 'language' | 'requestId' | 'traceparent'>;

/** Resolves, once the slow question has reached its subgraph, with the way to let it be answered. */
export async function slowQuestion(): Promise<() => void> {
  await once(slowQuestions, 'asked');
  return () => void slowQuestions.emit('answered');
}

const slowQuestions = new EventEmitter();

const members = ['An', 'Bình'].map((name, index) => ({ __typename: 'Member', id: `m${index + 1}`, name }));
/** Whom only one citizen may see. */
const discreet = new Map<string, string>();

/** What the club changes while somebody watches. */
export function change(id: string, to: { readonly name?: string; readonly seenBy?: string | null }): void {
  const member = members.find((each) => each.id === id);
  if (member !== undefined && to.name !== undefined) member.name = to.name;
  if (to.seenBy === null) discreet.delete(id);
  else if (to.seenBy !== undefined) discreet.set(id, to.seenBy);
}

function seenBy({ viewer }: Seen, id: string): boolean {
  const only = discreet.get(id);
  return only === undefined || ('id' in viewer && viewer.id === only);
}
const resolvers: Readonly<Record<ClubName, Record<string, unknown>>> = {
  members: {
    Query: {
      member: (_: unknown, { id }: { id: string }, context: Seen) =>
        members.find((member) => member.id === id && seenBy(context, id)) ?? null,
      members: () => members,
      whoAmI: (_: unknown, __: unknown, { viewer }: Seen) =>
        'id' in viewer ? `${viewer.kind} ${viewer.id}` : viewer.kind,
      seen: (_: unknown, __: unknown, { viewer, callerAddress, language, requestId, traceparent }: Seen) => ({
        ...{ viewer, callerAddress, language, requestId, traceparent },
      }),
      trackDossier: (_: unknown, { code }: { code: string }) => code,
      redeemReceipt: (_: unknown, { token }: { token: string }) => token,
      memberSince: (_: unknown, { at }: { at: Date }) => at.toISOString(),
      owed: () => {
        throw new Error('mongodb://10.0.0.7 lost while reading Nguyễn Văn Mẫu');
      },
    },
    Mutation: {
      join: (_: unknown, { name }: { name: string }) => {
        throw new Refusal('CLUB_FULL', 'The club takes no more members.', { name });
      },
    },
  },
  courts: {
    Query: {
      courts: () => ['clay', 'grass'],
      slowCourts: async () => {
        slowQuestions.emit('asked');
        await once(slowQuestions, 'answered');
        return ['late'];
      },
    },
    Member: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      court: ({ id }: { id: string }) => (id === 'm1' ? 'clay' : 'grass'),
      booked: () => ({ hour: 7 }),
    },
  },
  files: {
    Query: { kept: () => 0 },
    Mutation: {
      keep: (_: unknown, { input }: { input: { file: FileUpload } }) => keep(input.file),
      keepMany: (_: unknown, { files }: { files: readonly FileUpload[] }) => Promise.all(files.map(keep)),
    },
  },
};

async function keep(upload: FileUpload | Promise<FileUpload>): Promise<Record<string, unknown>> {
  const { createReadStream, filename, mimetype } = await upload;
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream()) {
    if (!Buffer.isBuffer(chunk)) throw new Error('bytes expected');
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex'), name: filename, type: mimetype };
}

export const clubKeys = generateIdentityKeys('club-1');

/** Starts one of the subgraphs on a free port. */
export async function startClub(
  name: ClubName,
  uploads = { maxFileBytes: 30_000_000, maxFiles: 3 },
): Promise<{ readonly url: string; readonly lifecycle: Lifecycle }> {
  const log = createLog({ name, level: 'silent' });
  const lifecycle = createLifecycle(log, { exit: () => undefined });
  const { url } = await startSubgraph({
    name,
    host: '127.0.0.1',
    port: 0,
    typeDefs: schemas[name],
    resolvers: resolvers[name],
    app: null,
    identity: createIdentityVerifier({ publicKeys: clubKeys.publicKeys, audience: name }),
    health: createHealth(),
    metrics: createMetrics(name),
    log,
    lifecycle,
    ...(name === 'files' ? { uploads, routes: addClubRoutes } : {}),
  });
  return { url: `${url}/graphql`, lifecycle };
}

export function clubSupergraph(): string {
  const services = clubNames.map((name) => ({ name, url: `http://${name}`, typeDefs: parse(schemas[name]) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new AggregateError(errors, 'the club does not compose');
  return supergraphSdl;
}
