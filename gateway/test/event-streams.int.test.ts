import { once } from 'node:events';
import { connect } from 'node:net';
import { aCitizen } from './identity-issuer.js';
import { bearer, send } from './running-gateway.js';
import { startSubscribing, type Subscribing, until, watching, watchMember } from './subscribing.js';
import { change } from './tennis-club.js';

let running: Subscribing;
beforeAll(async () => {
  running = await startSubscribing({ beatMs: 500 });
  await running.heard();
});
afterAll(() => running.close());
afterEach(() => change('m1', { name: 'An' }));

const operation = (query = watching): string => JSON.stringify({ query, variables: { id: 'm1' } });
const streamed = { accept: 'text/event-stream', 'content-type': 'application/json' };
const aToken = (expiresAt: string | number = '5m') => running.issuer.sign(aCitizen, { expiresAt });

/** The text of a stream as it comes. */
async function openStream(token: string, query?: string) {
  const stopping = new AbortController();
  const request = { method: 'POST', headers: { ...streamed, ...bearer(token) }, body: operation(query) };
  const response = await fetch(`${running.url}/graphql/stream`, { ...request, signal: stopping.signal });
  let text = '';
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? [])
      text += decoder.decode(Buffer.from(chunk as Uint8Array), { stream: true });
  })().catch(() => undefined); // stopped by the test
  return { response, ended, text: () => text, stop: () => stopping.abort() };
}

describe('an event stream', () => {
  it('tells at once how it is, and again when it changes', async () => {
    const stream = await openStream(await aToken());
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await until(() => stream.text().includes('"name":"An"'));
    change('m1', { name: 'An Nhiên' });
    await running.say('m1');
    await until(() => stream.text().includes('"name":"An Nhiên"'));
    expect(stream.text().match(/event: next/g)).toHaveLength(2);
    stream.stop();
    await until(async () => (await running.figure('motcua_gateway_subscriptions')) === 0);
  });

  it('ends with the reason when the token does', async () => {
    const stream = await openStream(await aToken(Math.floor(Date.now() / 1000) + 2));
    await stream.ended;
    expect(stream.text()).toMatch(/event: next\ndata: .*"code":"UNAUTHENTICATED".*\n\nevent: complete/);
  });

  it('says what is wrong with what was asked', async () => {
    const stream = await openStream(await aToken(), '{ courts }');
    await stream.ended;
    expect(stream.text()).toContain('"code":"WRONG_TRANSPORT"');
  });

  it.each<[string, () => Promise<Record<string, string>>, string, number, string]>([
    ['without a token', async () => Promise.resolve(streamed), operation(), 401, 'SIGN_IN_REQUIRED'],
    [
      'with a bad one',
      async () => Promise.resolve({ ...streamed, ...bearer('x.y.z') }),
      operation(),
      401,
      'UNAUTHENTICATED',
    ],
    [
      'by somebody who wants JSON',
      async () => ({ ...streamed, ...bearer(await aToken()), accept: 'application/json' }),
      operation(),
      406,
      'WRONG_TRANSPORT',
    ],
    ['with nothing asked', async () => ({ ...streamed, ...bearer(await aToken()) }), '{}', 400, 'BAD_REQUEST'],
    ['with no JSON', async () => ({ ...streamed, ...bearer(await aToken()) }), 'x', 400, 'BAD_REQUEST'],
    [
      'with too much',
      async () => ({ ...streamed, ...bearer(await aToken()) }),
      operation('#'.repeat(200_000)),
      413,
      'BODY_TOO_LARGE',
    ],
  ])('is not opened %s', async (_, headers, body, status, code) => {
    const answer = await send(running.url, { method: 'POST', headers: await headers(), body }, '/graphql/stream');
    expect({ status: answer.status, codes: answer.codes }).toEqual({ status, codes: [code] });
  });

  it('is cut off, and costs nothing, when nobody reads it', async () => {
    const body = operation(
      `subscription ($id: ID!) { memberChanged(id: $id) { ${Array.from({ length: 30 }, (_, index) => `name${String(index)}: name`).join(' ')} } }`,
    );
    const { hostname, port } = new URL(running.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.pause();
    const head = `POST /graphql/stream HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\nauthorization: Bearer ${await aToken()}\r\n`;
    socket.write(
      `${head}content-type: application/json\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
    );
    await until(async () => (await running.figure('motcua_gateway_subscriptions')) === 1);
    let turn = 0;
    await until(async () => {
      change('m1', { name: `An ${String((turn += 1))} ${'long '.repeat(20_000)}` });
      await running.say('m1');
      return (await running.figure('motcua_gateway_subscriptions')) === 0;
    });
    socket.destroy();
  });
});

describe('a gateway that stops', () => {
  it('sends everybody away with a word, at once', async () => {
    const stopping = await startSubscribing();
    await stopping.heard();
    const token = await stopping.issuer.sign(aCitizen);
    const overSocket = watchMember(stopping, 'm1', { token });
    await overSocket.next();
    const response = await fetch(`${stopping.url}/graphql/stream`, {
      method: 'POST',
      headers: { ...streamed, ...bearer(token) },
      body: operation(),
    });
    expect(response.status).toBe(200);
    const text = response.text();
    await until(async () => (await stopping.figure('motcua_gateway_subscriptions')) === 2);
    const before = performance.now();
    await stopping.close();
    expect(performance.now() - before).toBeLessThan(8_000);
    expect(await overSocket.ended).toMatchObject({ code: 1001 });
    expect(await text).toMatch(/"code":"SERVICE_UNAVAILABLE".*\n\nevent: complete/);
  });
});
