import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'undici';

/** What a server costs that was written by hand for these two questions and checks nothing: the least there is. */
const origin = process.env['SUBGRAPHS'] ?? '';
const pool = new Pool(origin, { connections: 64 });
type Json = Record<string, unknown>;

const representation = 'query ($representations: [_Any!]!) { _entities(representations: $representations)';
const own = 'id code status submittedAt dueAt';
const parts: Readonly<Record<'payments' | 'delivery' | 'notifications', string>> = {
  payments: 'payment { id status amountVnd amountDueVnd items { key quantity totalVnd } }',
  delivery: 'shipment { id status trackingNumber carrier postageVnd }',
  notifications: 'messages { id template channel status statusText queuedAt }',
};

createServer((request, response) => {
  void answerTo(request)
    .then((answer) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)))
    .catch(() => response.writeHead(500).end());
}).listen(Number(process.env['PORT']), '127.0.0.1');

async function answerTo(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  if (chunks.length === 0) return {};
  // Sent by the bench.
  const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as { query: string; variables: Json };
  if (query.startsWith('query Small')) {
    return ask('dossiers', `query ($id: ID!) { dossier(id: $id) { ${own} deliveryMethod } }`, variables);
  }
  return { data: { dossier: await trackingPage(variables) } };
}

async function trackingPage(variables: Json): Promise<Json> {
  const query = `query ($id: ID!) { dossier(id: $id) { ${own} procedure { id } office { id } fees { key name { vi } totalVnd } steps { key state dueAt } timeline { id at type text { vi } by } } }`;
  const { data } = await ask('dossiers', query, variables);
  const dossier = objectIn(data, 'dossier');
  const asked = [{ __typename: 'Dossier', id: dossier['id'] }];
  const others = (['payments', 'delivery', 'notifications'] as const).map(async (name) =>
    firstEntity(
      await ask(name, `${representation} { ... on Dossier { ${parts[name]} } } }`, { representations: asked }),
    ),
  );
  const [procedure, office] = [objectIn(dossier, 'procedure'), objectIn(dossier, 'office')];
  const catalogue = ask(
    'procedures',
    `${representation} { ... on Procedure { code name { vi en } level } ... on Office { name { vi } phone address } } }`,
    {
      representations: [
        { __typename: 'Procedure', ...procedure },
        { __typename: 'Office', ...office },
      ],
    },
  );
  const [named, ...rest] = await Promise.all([catalogue, ...others]);
  const [first, second] = entitiesOf(named);
  const page: Json = { ...dossier };
  page['procedure'] = { ...procedure, ...objectOf(first) };
  page['office'] = { ...office, ...objectOf(second) };
  for (const part of rest) Object.assign(page, part);
  return page;
}

async function ask(subgraph: string, query: string, variables: Json): Promise<Json> {
  const { body } = await pool.request({
    ...{ method: 'POST', path: `/${subgraph}`, headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ query, variables }),
  });
  return objectOf(await body.json());
}

function firstEntity(answer: Json): Json {
  return objectOf(entitiesOf(answer)[0]);
}

function entitiesOf(answer: Json | undefined): readonly unknown[] {
  const entities = objectIn(answer, 'data')['_entities'];
  return isList(entities) ? entities : [];
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function objectIn(value: unknown, name: string): Json {
  return objectOf(objectOf(value)[name]);
}

function objectOf(value: unknown): Json {
  if (typeof value !== 'object' || value === null) throw new Error('an object was expected');
  return value as Json; // any object may be read by name
}
