import { createAccessTokenMinter, generateIdentityKeys } from '@motcua/service-kit';
import { decodeJwt, importJWK, SignJWT } from 'jose';
import { aCitizen } from './identity-issuer.js';
import { type Answer, bearer, type Running, send, startRunning } from './running-gateway.js';
import { file, keepOne, operation } from './upload-form.js';

let running: Running;
beforeAll(async () => {
  running = await startRunning();
});
afterAll(() => running.close());

const guest = { kind: 'guest', id: 'gst_01', opens: 'drf_01' } as const;
const hour = 3_600_000;
const minted = async (livesMs = hour) => (await running.guests.mint(guest, livesMs)).token;

describe('somebody without an account', () => {
  it('is who the access token says, and may open what it opens', async () => {
    const { data } = await running.ask('{ seen }', { token: await minted() });
    expect(data?.['seen']).toMatchObject({ viewer: guest });
  });

  it('is served while the identity issuer is away', async () => {
    const lost = await startRunning({ issuerUrl: 'http://127.0.0.1:9' });
    const { token } = await lost.guests.mint(guest, hour);
    expect((await lost.ask('{ whoAmI }', { token })).data).toEqual({ whoAmI: 'guest gst_01' });
    await lost.close();
  });

  it.each([
    ['expired', () => minted(-60_000)],
    ['forged', async () => (await strangers.mint(guest, hour)).token],
    [
      'of the identity issuer under the type of ours',
      () => running.issuer.sign(aCitizen, { type: 'motcua-access+jwt' }),
    ],
    ['of ours under the type of the identity issuer', () => ours({ typ: 'at+jwt' })],
    ['for another audience', () => ours({ audience: 'elsewhere' })],
    ['changed on the way', async () => changed(await minted())],
    ['without what it opens', () => ours({ opens: undefined })],
  ])('is not let in with a token that is %s', async (_, make) => {
    const { status, codes, data } = await running.ask('{ seen }', { token: await make() });
    expect({ status, codes, data }).toEqual({ status: 401, codes: ['UNAUTHENTICATED'], data: undefined });
  });

  it('is not let in any more once the token has expired, however often before', async () => {
    // Within the tolerance between two clocks for about a second more.
    const token = await minted(-4_000);
    expect((await running.ask('{ whoAmI }', { token })).status).toBe(200);
    const deadline = Date.now() + 5_000;
    while ((await running.ask('{ whoAmI }', { token })).status !== 401) expect(Date.now()).toBeLessThan(deadline);
  });

  it('may send files, as nobody without any token may', async () => {
    const sent = await upload(await minted());
    expect(sent).toMatchObject({ status: 200, codes: [] });
    expect(await upload(undefined)).toMatchObject({ status: 401, codes: ['SIGN_IN_REQUIRED'] });
  });
});

describe('where a caller asks from', () => {
  const told = { 'x-forwarded-for': '203.0.113.9, 2001:db8:1:2::77', 'x-real-ip': '203.0.113.9' };
  const addressAt = async (gateway: Running, headers: Record<string, string>) => {
    const { data } = await gateway.ask('{ seen }', { headers });
    return (data?.['seen'] as { callerAddress: unknown }).callerAddress;
  };

  it('is the connection, whatever a caller claims', async () => {
    expect(await addressAt(running, told)).toBe('127.0.0.1');
  });

  it('is what a trusted proxy tells: the last address that is not a proxy', async () => {
    const behind = await startRunning({ trustedProxies: ['127.0.0.0/8', '2001:db8:ff::/48'] });
    expect(await addressAt(behind, told)).toBe('2001:db8:1:2::77');
    expect(await addressAt(behind, { 'x-forwarded-for': '203.0.113.9, 2001:db8:ff::1' })).toBe('203.0.113.9');
    expect(await addressAt(behind, { 'x-forwarded-for': 'unknown' })).toBe('127.0.0.1');
    expect(await addressAt(behind, {})).toBe('127.0.0.1');
    await behind.close();
  });

  it('is not told by a proxy that is not on the list', async () => {
    const behind = await startRunning({ trustedProxies: ['10.0.0.0/8'] });
    expect(await addressAt(behind, told)).toBe('127.0.0.1');
    await behind.close();
  });
});

const strangersKeys = generateIdentityKeys('access-1');
const strangers = createAccessTokenMinter({ keys: [strangersKeys.privateKey] });

/** Signed as ours are, with what a test wants different. */
async function ours(otherwise: { typ?: string; audience?: string; opens?: undefined }): Promise<string> {
  const { opens, ...claims } = decodeJwt(await minted());
  const kept = 'opens' in otherwise ? claims : { ...claims, opens };
  return new SignJWT({ ...kept, aud: otherwise.audience ?? 'motcua-gateway' })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'access-1', typ: otherwise.typ ?? 'motcua-access+jwt' })
    .sign(await importJWK(running.accessKey, 'EdDSA'));
}

function changed(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const other = Buffer.from(JSON.stringify({ ...claims, opens: 'dos_of-somebody-else' })).toString('base64url');
  return [header, other, signature].join('.');
}

async function upload(token: string | undefined): Promise<Answer> {
  const body = new FormData();
  body.append('operations', operation(keepOne));
  body.append('map', '{"0":["variables.file"]}');
  body.append('0', file(Buffer.from('%PDF-1.7')));
  const headers = { ...bearer(token), 'apollo-require-preflight': 'true' };
  return send(running.url, { method: 'POST', headers, body });
}
