import { aCitizen } from './identity-issuer.js';
import { type Running, send, startRunning } from './running-gateway.js';

let running: Running;
beforeAll(async () => {
  running = await startRunning();
});
afterAll(() => running.close());

const whoAmI = '{ whoAmI }';

describe('who asks', () => {
  it('is anonymous without a token', async () => {
    expect((await running.ask(whoAmI)).data).toEqual({ whoAmI: 'anonymous' });
  });

  it.each([
    [
      { sub: 'citizen-1', motcua_kind: 'citizen' },
      { kind: 'citizen', id: 'citizen-1' },
    ],
    [
      { sub: 'o-1', motcua_kind: 'officer', motcua_office: 'off_ha-dong', motcua_roles: ['receive', 'sign'] },
      { kind: 'officer', id: 'o-1', officeId: 'off_ha-dong', roles: ['receive', 'sign'] },
    ],
    [
      { sub: 'health-insurance', client_id: 'health-insurance', motcua_kind: 'agency' },
      { kind: 'agency', id: 'health-insurance' },
    ],
    [
      { sub: 'k-1', motcua_kind: 'catalogue-admin' },
      { kind: 'catalogue-admin', id: 'k-1' },
    ],
    [
      { sub: 'op-1', motcua_kind: 'operator' },
      { kind: 'operator', id: 'op-1' },
    ],
  ])('is whom the claims %o name', async (claims, viewer) => {
    const { data } = await running.ask('{ seen }', { token: await running.issuer.sign(claims) });
    expect(data?.['seen']).toMatchObject({ viewer });
  });

  it('reaches the subgraph with language, request id and trace', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const headers = { traceparent, 'accept-language': 'en-GB, vi;q=0.4' };
    const { data } = await running.ask('{ seen }', { token: await running.issuer.sign(aCitizen), headers });
    expect(data?.['seen']).toEqual({
      viewer: { kind: 'citizen', id: 'citizen-1' },
      callerAddress: '127.0.0.1',
      language: 'en',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      traceparent,
    });
  });

  it('begins a trace where the caller brings none, or none that can be read', async () => {
    const { data } = await running.ask('{ seen }', { headers: { traceparent: 'ff-nonsense' } });
    expect(data?.['seen']).toMatchObject({ traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/) });
  });

  it('fetches the keys once for many tokens', async () => {
    const tokens = await Promise.all(
      Array.from({ length: 20 }, (_, n) => running.issuer.sign({ ...aCitizen, sub: `c-${n}` })),
    );
    const answers = await Promise.all(tokens.map((token) => running.ask(whoAmI, { token })));
    expect(answers.map(({ data }) => data?.['whoAmI'])).toEqual(tokens.map((_, n) => `citizen c-${n}`));
    expect(running.issuer.keyRequests()).toBe(1);
  });
});

describe('a token that is not acceptable', () => {
  const sign: Running['issuer']['sign'] = (claims, otherwise) => running.issuer.sign(claims, otherwise);
  it.each([
    ['forged', () => sign(aCitizen, { forged: true })],
    ['expired', () => sign(aCitizen, { expiresAt: Math.floor(Date.now() / 1000) - 60 })],
    ['of another issuer', () => sign(aCitizen, { issuer: 'https://elsewhere.example.com' })],
    ['for another audience', () => sign(aCitizen, { audience: 'another-platform' })],
    ['of another type', () => sign(aCitizen, { type: 'JWT' })],
    ['without a kind', () => sign({ sub: 'citizen-1' })],
    [
      'with a role nobody has',
      () => sign({ sub: 'o', motcua_kind: 'officer', motcua_office: 'x', motcua_roles: ['king'] }),
    ],
    ['unsigned (alg none)', () => Promise.resolve(unsigned())],
    ['signed with the public key as a shared secret', () => sharedSecret()],
    ['no token at all', () => Promise.resolve('nonsense')],
    ['endless', () => Promise.resolve(`${'a'.repeat(9_000)}.b.c`)],
  ])('that is %s gets 401 and is not forwarded', async (_, make) => {
    const { status, errors, headers, data } = await running.ask('{ seen }', { token: await make() });
    expect({ status, data, challenge: headers.get('www-authenticate') }).toEqual({
      status: 401,
      data: undefined,
      challenge: 'Bearer',
    });
    const nextStep: unknown = expect.stringMatching(/đăng nhập lại/);
    expect(errors).toEqual([
      { message: expect.stringMatching(/đăng nhập/), extensions: { code: 'UNAUTHENTICATED', nextStep } },
    ]);
  });

  it('does not become anonymous under another scheme', async () => {
    const { status, codes } = await running.ask(whoAmI, { headers: { authorization: 'Basic Y2l0aXplbjox' } });
    expect({ status, codes }).toEqual({ status: 401, codes: ['UNAUTHENTICATED'] });
  });

  it('is not accepted any more once it has expired, however often it was before', async () => {
    // Four seconds ago is within the tolerance between two clocks, six would not be.
    const token = await sign(aCitizen, { expiresAt: Math.floor(Date.now() / 1000) - 4 });
    expect((await running.ask(whoAmI, { token })).status).toBe(200);
    const deadline = Date.now() + 5_000;
    while ((await running.ask(whoAmI, { token })).status !== 401) expect(Date.now()).toBeLessThan(deadline);
  });
});

describe('an issuer that does not answer', () => {
  it('makes sign-in unavailable, keeps the anonymous served, and says so at /readyz', async () => {
    const lost = await startRunning({ issuerUrl: 'http://127.0.0.1:9' });
    const { status, codes } = await lost.ask(whoAmI, { token: await lost.issuer.sign(aCitizen) });
    expect({ status, codes }).toEqual({ status: 503, codes: ['SIGN_IN_UNAVAILABLE'] });
    expect((await lost.ask(whoAmI)).data).toEqual({ whoAmI: 'anonymous' });
    expect((await send(lost.url, {}, '/readyz')).status).toBe(503);
    await lost.close();
  });
});

function unsigned(): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const payload = { ...aCitizen, iss: running.issuer.url, aud: 'motcua', iat: now, exp: now + 300 };
  return `${part({ alg: 'none', typ: 'at+jwt' })}.${part(payload)}.`;
}

async function sharedSecret(): Promise<string> {
  const { SignJWT } = await import('jose');
  const keys = await (await fetch(`${running.issuer.url}/jwks`)).text();
  return new SignJWT(aCitizen)
    .setProtectedHeader({ alg: 'HS256', kid: 'issuer-1', typ: 'at+jwt' })
    .setIssuer(running.issuer.url)
    .setAudience('motcua')
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(keys));
}
