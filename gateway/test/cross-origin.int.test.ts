import { request } from 'node:http';
import { startRunning, type Running, bearer } from './running-gateway.js';
import { aCitizen } from './identity-issuer.js';
import { startSubscribing, watching } from './subscribing.js';
import { file, keepOne, operation } from './upload-form.js';

const page = 'https://dichvucong.example';
const stranger = 'https://dichvucong.example.evil.example';
const json = { 'content-type': 'application/json' };
const told = /^access-control-/;

interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** As a browser asks for a page; fetch of Node would not say an origin. */
function asPage(url: string, method: string, headers: Record<string, string>, body?: string | Buffer): Promise<Told> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
      response.destroy();
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

const leave = (origin: string, headers = 'authorization,content-type,apollo-require-preflight') => ({
  origin,
  'access-control-request-method': 'POST',
  'access-control-request-headers': headers,
});
const saidToPages = ({ headers }: Told) => Object.keys(headers).filter((name) => told.test(name));
const body = JSON.stringify({ query: '{ whoAmI }' });

async function aForm(): Promise<{ readonly type: string; readonly bytes: Buffer }> {
  const form = new FormData();
  form.append('operations', operation(keepOne));
  form.append('map', '{"0":["variables.file"]}');
  form.append('0', file(Buffer.from('%PDF-1.4')));
  const whole = new Response(form);
  return { type: whole.headers.get('content-type') ?? '', bytes: Buffer.from(await whole.arrayBuffer()) };
}

describe('a page of a listed origin', () => {
  let running: Running;
  beforeAll(async () => (running = await startRunning({ origins: [page, 'http://localhost:5173'] })));
  afterAll(() => running.close());

  it.each(['/graphql', '/graphql/stream', '/files/some-file', '/readyz'])(
    'is told once for two hours what it may send to %s',
    async (path) => {
      const answer = await asPage(`${running.url}${path}`, 'OPTIONS', leave(page));
      expect(answer).toMatchObject({
        status: 204,
        headers: {
          'access-control-allow-origin': page,
          'access-control-allow-credentials': 'true',
          'access-control-allow-headers': 'authorization,content-type,apollo-require-preflight',
          'access-control-allow-methods': 'GET, HEAD, POST',
          'access-control-max-age': '7200',
          vary: expect.stringContaining('Origin'),
        },
      });
    },
  );

  it('reads what it costs and what is left', async () => {
    const { status, headers } = await asPage(`${running.url}/graphql`, 'POST', { ...json, origin: page }, body);
    expect({ status, origin: headers['access-control-allow-origin'] }).toEqual({ status: 200, origin: page });
    const exposed = String(headers['access-control-expose-headers']).split(', ');
    for (const name of ['ratelimit', 'ratelimit-policy', 'operation-cost']) {
      expect(headers[name]).toBeDefined();
      expect(exposed).toContain(name);
    }
    expect(exposed).toEqual(expect.arrayContaining(['retry-after', 'deprecated-fields', 'sunset']));
  });

  it.each([
    ['a refusal', '/graphql', { authorization: 'Bearer x.y.z' }, '{}', 401],
    ['what is not there', '/nothing', {}, '{}', 404],
    ['a body that cannot be read', '/graphql', {}, '{', 400],
  ])('reads %s too', async (_, path, more, sent, status) => {
    const answer = await asPage(`${running.url}${path}`, 'POST', { ...json, ...more, origin: page }, sent);
    expect(answer).toMatchObject({ status, headers: { 'access-control-allow-origin': page } });
  });

  it('sends files', async () => {
    const { type, bytes } = await aForm();
    const token = bearer(await running.issuer.sign(aCitizen));
    const headers = { ...token, 'content-type': type, 'apollo-require-preflight': 'true', origin: page };
    const answer = await asPage(`${running.url}/graphql`, 'POST', headers, bytes);
    expect(answer).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': page } });
  });

  it('reads a file behind a public address', async () => {
    const answer = await asPage(`${running.url}/document-keys.json`, 'GET', { origin: page });
    expect(answer).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': page } });
  });

  it('is not any other: that one is told nothing, and its preflight is not found', async () => {
    for (const origin of [stranger, 'null', 'http://dichvucong.example', `${page}:8443`, page.toUpperCase()]) {
      const [asked, sent] = await Promise.all([
        asPage(`${running.url}/graphql`, 'OPTIONS', leave(origin)),
        asPage(`${running.url}/graphql`, 'POST', { ...json, origin }, body),
      ]);
      expect({ origin, status: asked.status, said: saidToPages(asked) }).toEqual({ origin, status: 404, said: [] });
      expect({ origin, said: saidToPages(sent) }).toEqual({ origin, said: [] });
    }
  });
});

it('follows a dossier by an event stream from a listed origin', async () => {
  const running = await startSubscribing({}, { origins: [page] });
  const headers = { ...json, ...bearer(await running.issuer.sign(aCitizen)), accept: 'text/event-stream' };
  const asked = JSON.stringify({ query: watching, variables: { id: 'm1' } });
  const stream = (origin: string) => asPage(`${running.url}/graphql/stream`, 'POST', { ...headers, origin }, asked);
  expect(await stream(page)).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': page } });
  expect(saidToPages(await stream(stranger))).toEqual([]);
  await running.close();
});

it('tells nobody anything where no origin is listed', async () => {
  const running = await startRunning();
  const asked = await asPage(`${running.url}/graphql`, 'OPTIONS', leave(page));
  const sent = await asPage(`${running.url}/graphql`, 'POST', { ...json, origin: page }, body);
  expect([asked.status, ...saidToPages(asked), ...saidToPages(sent)]).toEqual([404]);
  await running.close();
});

describe('any origin at all', () => {
  it('may ask a developer’s gateway, without credentials', async () => {
    const running = await startRunning({ origins: ['*'], development: true });
    const { status, headers } = await asPage(`${running.url}/graphql`, 'OPTIONS', leave(stranger));
    expect({ status, origin: headers['access-control-allow-origin'] }).toEqual({ status: 204, origin: '*' });
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    await running.close();
  });

  it.each(['*', 'http://dichvucong.example'])('is refused in production: %s', async (origin) => {
    const production = { production: true, issuerUrl: 'https://issuer.example' };
    await expect(startRunning({ origins: [page, origin], ...production })).rejects.toMatchObject({
      problems: [{ name: 'CORS_ORIGINS' }],
    });
  });

  it('is told in production together with what else is not safe there', async () => {
    await expect(startRunning({ origins: ['*'], production: true })).rejects.toMatchObject({
      problems: [{ name: 'OIDC_ISSUER' }, { name: 'CORS_ORIGINS' }],
    });
  });
});
