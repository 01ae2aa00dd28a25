import { readFileSync } from 'node:fs';
import { readRegisteredOperations } from '../src/registered-operations.js';
import { type Answer, membersId, type Running, send, startRunning } from './running-gateway.js';

let running: Running;
let strict: Running;
beforeAll(async () => {
  [running, strict] = await Promise.all([startRunning(), startRunning({ registeredOnly: true })]);
});
afterAll(() => Promise.all([running.close(), strict.close()]));

const members = {
  members: [
    { name: 'An', court: 'clay' },
    { name: 'Bình', court: 'grass' },
  ],
};
const post = ({ url }: Running, body: unknown): Promise<Answer> =>
  send(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

describe('a registered operation', () => {
  it.each([
    ['its id', { documentId: membersId }],
    ['the hash that Apollo’s clients send', { extensions: { persistedQuery: { version: 1, sha256Hash: membersId } } }],
    ['its text, however it is set', { query: 'query   Members{members{name,court}}' }],
  ])('runs by %s, where others run and where none does', async (_, body) => {
    for (const gateway of [running, strict])
      expect(await post(gateway, body)).toMatchObject({ status: 200, data: members });
  });

  it('runs by GET', async () => {
    const headers = { 'apollo-require-preflight': 'true' };
    expect((await send(strict.url, { headers }, `/graphql?documentId=${membersId}`)).data).toEqual(members);
  });

  it('runs with variables that its text has no place for as without', async () => {
    expect((await post(strict, { documentId: membersId, variables: { first: 'x' } })).data).toEqual(members);
  });
});

describe('an operation that is not registered', () => {
  it.each([
    ['another operation', { query: '{ members { name } }' }],
    ['one field more', { query: 'query Members { members { name court id } }' }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    ['an id nobody has', { documentId: 'a'.repeat(64) }],
    ['a hash nobody has', { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }],
  ])('(%s) is refused where only registered ones run', async (_, body) => {
    expect(await post(strict, body)).toMatchObject({ status: 400, codes: ['OPERATION_NOT_REGISTERED'] });
  });

  it('is refused in files as well', async () => {
    const form = new FormData();
    form.append(
      'operations',
      '{"query":"mutation ($f: Upload!) { keep(input: { file: $f }) { bytes } }","variables":{"f":null}}',
    );
    form.append('map', '{"0":["variables.f"]}');
    form.append('0', new File(['x'], 'a.pdf'));
    const authorization = `Bearer ${await strict.issuer.sign({ sub: 'c', motcua_kind: 'citizen' })}`;
    const headers = { authorization, 'apollo-require-preflight': 'true' };
    const answer = await send(strict.url, { method: 'POST', headers, body: form });
    expect(answer).toMatchObject({ status: 400, codes: ['OPERATION_NOT_REGISTERED'] });
  });

  it('runs where everything may, by its text alone', async () => {
    expect((await post(running, { query: '{ courts }' })).status).toBe(200);
    expect(await post(running, { documentId: 'a'.repeat(64) })).toMatchObject({ codes: ['OPERATION_NOT_REGISTERED'] });
  });
});

it('each of our clients fits the committed graph', async () => {
  const supergraph = readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8');
  const nowhere = Object.fromEntries(
    [...supergraph.matchAll(/@join__graph\(name: "([\w-]+)"/g)].map(([, name = '']) => [
      name,
      'http://127.0.0.1:9/graphql',
    ]),
  );
  const settings = { supergraph, registered: readRegisteredOperations() };
  const gateway = await startRunning({ urls: nowhere, settings });
  expect(gateway.lines.filter((line) => line.includes('does not fit the graph'))).toEqual([]);
  await gateway.close();
});
