import { request as httpRequest } from 'node:http';
import { heard, photo, photoTag } from './club-routes.js';
import { type Running, send, startRunning } from './running-gateway.js';

let running: Running;
beforeAll(async () => {
  running = await startRunning();
});
afterAll(() => running.close());

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${running.url}${path}`, { method, headers });

describe('a public route', () => {
  it('gives what the service gives, and of its headers what a file needs', async () => {
    const answer = await get('/files/photo');
    expect(Buffer.from(await answer.arrayBuffer()).equals(photo)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toEqual({
      date: expect.any(String),
      connection: 'keep-alive',
      'keep-alive': expect.any(String),
      'content-type': 'image/jpeg',
      'content-length': String(photo.length),
      'content-disposition': 'inline',
      'accept-ranges': 'bytes',
      etag: photoTag,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });

  it('tells the service which part is wanted, and nothing about who asks', async () => {
    const part = await get('/files/photo?download', {
      range: 'bytes=2-6',
      accept: 'image/jpeg',
      authorization: 'Bearer secret',
      cookie: 'session=1',
      'motcua-identity': 'forged',
      'x-forwarded-for': '203.0.113.9',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      ...[206, `bytes 2-6/${photo.length}`, 'photo'],
    ]);
    expect(heard.headers).toEqual({
      host: new URL(running.clubs.files.url).host,
      connection: 'keep-alive',
      range: 'bytes=2-6',
      accept: 'image/jpeg',
    });
    expect(heard.url).toBe('/files/photo?download');
    const unchanged = await get('/files/photo', { 'if-none-match': photoTag });
    expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
  });

  it('answers HEAD as GET, without the bytes', async () => {
    const answer = await get('/files/photo', {}, 'HEAD');
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([
      ...[200, String(photo.length), ''],
    ]);
  });

  it('may be one address', async () => {
    expect(await (await get('/document-keys.json')).json()).toEqual({ keys: [] });
    expect((await get('/document-keys.json/')).status).toBe(404);
    expect((await get('/document-keys.jsonx')).status).toBe(404);
  });

  it('takes a long token', async () => {
    const before = heard.count;
    expect((await get(`/files/${'t'.repeat(400)}`)).status).toBe(404);
    expect(heard.count).toBe(before + 1);
  });

  it.each([
    ['what is gone', '/files/gone', 404, 'NOT_FOUND', /nothing at this address|expired/],
    ['a fault', '/files/broken', 503, 'SERVICE_UNAVAILABLE', /cannot answer/],
    ['a service out of breath, asked once', '/files/busy', 503, 'SERVICE_UNAVAILABLE', /cannot answer/],
  ])('tells nothing of %s but a code, in the language of the caller', async (_, path, status, code, message) => {
    const before = heard.count;
    const answer = await send(running.url, { headers: { 'accept-language': 'en' } }, path);
    expect(answer).toMatchObject({ status, codes: [code], errors: [{ message: expect.stringMatching(message) }] });
    expect(answer.text).not.toMatch(/club|mongodb|busy/);
    expect(answer.headers.get('x-reason')).toBeNull();
    expect(heard.count).toBe(before + 1);
  });

  it('breaks off where the service broke off, so that half a file is not taken for a whole one', async () => {
    await expect(get('/files/cut').then((answer) => answer.text())).rejects.toThrow();
    expect((await get('/files/photo')).status).toBe(200);
  });

  it('says that a service is away', async () => {
    const lost = await startRunning({ urls: { files: 'http://127.0.0.1:9/graphql' } });
    const answer = await send(lost.url, {}, '/files/photo');
    expect(answer).toMatchObject({ status: 503, codes: ['SERVICE_UNAVAILABLE'] });
    expect(answer.text).toContain('tạm thời');
    await lost.close();
  });
});

describe('a public route that takes something', () => {
  const bring = (body: string, headers: Record<string, string>, method = 'POST') =>
    fetch(`${running.url}/hook?by=carrier`, { method, ...(method === 'GET' ? {} : { body }), headers });
  const json = { 'content-type': 'application/json', signature: 's' };

  it('hands on every byte and what it is signed with, and nothing about who else asks', async () => {
    const body = '{ "b":  1,"a": "é" }';
    const answer = await bring(body, { ...json, authorization: 'Bearer secret', 'motcua-identity': 'forged' });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    expect({ ...heard, count: 0 }).toMatchObject({ url: '/hook?by=carrier', body });
    expect(Object.keys(heard.headers).sort()).toEqual(
      expect.arrayContaining(['connection', 'content-type', 'host', 'signature']),
    );
    expect(heard.headers).not.toHaveProperty('authorization');
    expect(heard.headers).not.toHaveProperty('motcua-identity');
  });

  it('lets the service say no in its own words, where those are meant for the sender', async () => {
    const forged = await bring('{}', { ...json, signature: 'forged' });
    expect([forged.status, await forged.json()]).toEqual([401, { code: 'FORGED' }]);
    expect((await bring('{}', { ...json, signature: 'odd' })).status).toBe(404);
  });

  it('takes no more than the service would, by no other method', async () => {
    const before = heard.count;
    expect((await bring(JSON.stringify('x'.repeat(200)), json)).status).toBe(413);
    for (const method of ['GET', 'PUT', 'DELETE']) expect((await bring('{}', json, method)).status).toBe(404);
    expect(heard.count).toBe(before);
  });
});

describe('what lies beside a public route', () => {
  it.each([
    '/secret',
    '/files',
    '/files/',
    '/files/../secret',
    '/files/../graphql',
    '/files/%2e%2e/secret',
    '/files/%2E%2E%2Fsecret',
    '/files/..%2fsecret',
    '/files/..%5csecret',
    '/files/..\\secret',
    '/files/.%2e/secret',
    '/files/./../secret',
    '/files/x/../../secret',
    '/files/%252e%252e/secret',
    '/files//secret',
    '//files/photo',
    '/files/;/../secret',
    '/%66iles/photo',
    '/FILES/photo',
    '/files/photo%00',
    '/files/ph%C3%B6to',
    '/graphql/../files/photo',
    'http://127.0.0.1:9/files/photo',
    `/files/${'t'.repeat(3_000)}`,
  ])('%s is not found, and no service hears of it', async (path) => {
    const before = heard.count;
    const { status, body } = await raw('GET', path);
    expect([status, body]).toEqual([404, expect.stringContaining('"NOT_FOUND"')]);
    expect(heard.count).toBe(before);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is not found', async (method) => {
    const before = heard.count;
    expect(await raw(method, '/files/photo')).toMatchObject({ status: 404 });
    expect(heard.count).toBe(before);
  });
});

/** Exactly this address on the wire: fetch would tidy it up first. */
function raw(method: string, path: string): Promise<{ readonly status: number; readonly body: string }> {
  const { hostname, port } = new URL(running.url);
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ hostname, port, method, path: Buffer.from(path).toString('latin1') }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}
