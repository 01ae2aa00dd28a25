import { aCitizen } from './identity-issuer.js';
import { type Answer, type Asked, type Running, send, startRunning } from './running-gateway.js';

let running: Running;
let token: string;
beforeAll(async () => {
  running = await startRunning();
  token = await running.issuer.sign(aCitizen);
});
afterAll(() => running.close());

const post = (body: Readonly<Record<string, unknown>>): Promise<Answer> =>
  send(running.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** What a client can tell of an answer, but for what is another one each time. */
function seen({ status, headers, text }: Answer) {
  const changing = new Set(['date', 'content-length', 'ratelimit', 'keep-alive']);
  return {
    status,
    headers: [...headers].filter(([name]) => !changing.has(name)),
    text: text.replaceAll(/"traceId":"[0-9a-f]{32}"/g, ''),
  };
}

describe('an operation that has been answered before', () => {
  it.each<[string, string, Asked?]>([
    ['data', '{ members { name court } }'],
    ['an old field', '{ members { title } }'],
    ['variables', 'query ($id: ID!) { member(id: $id) { name } }', { variables: { id: 'm1' } }],
    ['wrong variables', 'query ($id: ID!) { member(id: $id) { name } }', { variables: { id: {} } }],
    ['an identity', '{ whoAmI }'],
    ['a mutation that is refused', 'mutation { join(name: "Mẫu") { id } }'],
    ['a masked error', '{ owed { amount } }'],
    ['a value of the wrong kind', '{ memberSince(at: "yesterday") }'],
    ['what it accepts', '{ members { id } }', { headers: { accept: 'application/graphql-response+json' } }],
    ['what it prefers', '{ members { id } }', { headers: { accept: 'text/html, application/json;q=0.9, */*;q=0.1' } }],
    ['what nobody has', '{ members { id } }', { headers: { accept: 'image/png' } }],
    ['another language', '{ owed { amount } }', { headers: { 'accept-language': 'en' } }],
  ])('is answered alike without the server: %s', async (_, query, asked = {}) => {
    const first = await running.ask(query, { token, ...asked });
    for (let time = 0; time < 2; time += 1)
      expect(seen(await running.ask(query, { token, ...asked }))).toEqual(seen(first));
  });

  it('says again what is missing', async () => {
    const courtless = await startRunning({ urls: { courts: 'http://127.0.0.1:9/graphql' } });
    const first = await courtless.ask('{ members { name court } }');
    const second = await courtless.ask('{ members { name court } }');
    await courtless.close();
    expect(first.codes).toContain('SERVICE_UNAVAILABLE');
    expect(seen(second)).toEqual(seen(first));
  });

  it('tells of old fields each time', async () => {
    for (let time = 0; time < 2; time += 1) {
      const { headers } = await running.ask('{ members { name title } }');
      expect(headers.get('deprecated-fields')).toBe('Member.title');
      expect(headers.get('sunset')).toBe('Thu, 01 Jul 2027 00:00:00 GMT');
    }
  });

  it('is what it is for each who asks, in the language asked for', async () => {
    await running.ask('{ whoAmI }', { token });
    expect((await running.ask('{ whoAmI }')).data).toEqual({ whoAmI: 'anonymous' });
    expect((await running.ask('{ whoAmI }', { token })).data).toEqual({ whoAmI: 'citizen citizen-1' });
  });

  it('is one of several only under its own name', async () => {
    const query = 'query a { members { name } } query b { whoAmI }';
    const ask = (operationName: unknown): Promise<Answer> => post({ query, operationName });
    for (let time = 0; time < 2; time += 1) {
      expect(Object.keys((await ask('a')).data ?? {})).toEqual(['members']);
      expect(Object.keys((await ask('b')).data ?? {})).toEqual(['whoAmI']);
      expect((await ask('c')).codes).toEqual(['UNKNOWN_OPERATION']);
      expect((await ask(undefined)).codes).toEqual(['UNKNOWN_OPERATION']);
      expect((await ask(7)).status).toBe(400);
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ['variables in a list', { variables: [] }],
    ['variables as text', { variables: '{}' }],
    ['extensions as text', { extensions: '{}' }],
  ])('is refused with %s, as the first time', async (_, other) => {
    const query = '{ members { court } }';
    await running.ask(query);
    expect((await post({ query, ...other })).status).toBe(400);
  });

  it('is charged and limited like the first', async () => {
    const frugal = await startRunning({
      settings: { now: () => 1_800_000_000_000 },
      spending: { COST_PER_MINUTE_VIEWER: 30, COST_PER_MINUTE_ADDRESS: 1_000 },
    });
    const statuses = [];
    for (let time = 0; time < 5; time += 1) statuses.push((await frugal.ask('{ members { name } }')).status);
    await frugal.close();
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });

  it('is counted like the first', async () => {
    const counted = async (): Promise<number> => {
      const before = await requests();
      await running.ask('{ counted: whoAmI }');
      return (await requests()) - before;
    };
    const first = await counted();
    expect(first).toBeGreaterThan(0); // the club runs in this process and counts as well
    expect(await counted()).toBe(first);
  });
});

async function requests(): Promise<number> {
  const text = await (await fetch(`${running.url}/metrics`)).text();
  return Number(/^motcua_graphql_request_seconds_count\{outcome="done"\} (\d+)/m.exec(text)?.[1]);
}
