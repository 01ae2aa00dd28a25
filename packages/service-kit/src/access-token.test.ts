import { jest } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT } from 'jose';
import { accessTokenType, createAccessTokenMinter, createAccessTokenVerifier, type Guest } from './access-token.js';
import { generateIdentityKeys } from './key-generation.js';

const keys = generateIdentityKeys('access-1');
const guest: Guest = { kind: 'guest', id: 'gst_1', opens: 'drf_1' };
const minter = createAccessTokenMinter({ keys: [keys.privateKey] });
const verifier = createAccessTokenVerifier(keys.publicKeys);
const hourMs = 3_600_000;

afterEach(() => jest.useRealTimers());
const at = (iso: string) =>
  jest.useFakeTimers({ now: new Date(iso), doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });

describe('an access token', () => {
  it('opens one thing until it ends', async () => {
    at('2026-11-23T02:00:00.500Z');
    const { token, expiresAt } = await minter.mint(guest, hourMs);
    expect(expiresAt.toISOString()).toBe('2026-11-23T03:00:00.000Z');
    expect(await verifier.verify(token)).toEqual({ viewer: guest, expiresAtMs: expiresAt.getTime() });
    at('2026-11-23T03:00:06.000Z');
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'expired' });
  });

  it('says what it is in its type, whom it is for, and nothing about a person', async () => {
    const { token } = await minter.mint(guest, hourMs);
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'EdDSA', kid: 'access-1', typ: accessTokenType });
    const claims = { iss: 'motcua', aud: 'motcua-gateway', sub: 'gst_1', opens: 'drf_1' };
    const chance = { jti: expect.stringMatching(/^jti_/), iat: expect.any(Number), exp: expect.any(Number) };
    expect(decodeJwt(token)).toEqual({ ...claims, ...chance });
  });

  it('is another one each time, so that two devices have two', async () => {
    const [one, other] = await Promise.all([minter.mint(guest, hourMs), minter.mint(guest, hourMs)]);
    expect(one.token).not.toBe(other.token);
  });

  it('of either key is accepted while two live; the first one signs', async () => {
    const next = generateIdentityKeys('access-2');
    const both = createAccessTokenVerifier({ keys: [...next.publicKeys.keys, ...keys.publicKeys.keys] });
    const rotated = createAccessTokenMinter({ keys: [next.privateKey, keys.privateKey] });
    const { token } = await rotated.mint(guest, hourMs);
    expect(decodeProtectedHeader(token).kid).toBe('access-2');
    expect((await both.verify(token)).viewer).toEqual(guest);
    expect((await both.verify((await minter.mint(guest, hourMs)).token)).viewer).toEqual(guest);
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'bad-signature' });
  });
});

describe('what is not an access token', () => {
  const stranger = generateIdentityKeys('access-1');
  it.each<[string, string, () => Promise<string> | string]>([
    ['a stranger’s signature', 'bad-signature', () => signed({}, stranger.privateKey)],
    ['an internal identity', 'malformed', () => signed({ typ: 'motcua-identity+jwt' })],
    ['a token for somebody else', 'malformed', () => signed({ aud: 'elsewhere' })],
    ['a token of somebody else', 'malformed', () => signed({ iss: 'elsewhere' })],
    ['one without an end', 'malformed', () => signed({ exp: undefined })],
    ['one without a name', 'malformed', () => signed({ sub: undefined })],
    ['one that opens nothing', 'malformed', () => signed({ opens: undefined })],
    ['one that opens a list', 'malformed', () => signed({ opens: ['drf_1', 'drf_2'] })],
    ['one that is not signed', 'malformed', () => unsigned()],
    ['nothing', 'malformed', () => ''],
  ])('%s is refused: %s', async (_, reason, make) => {
    await expect(verifier.verify(await make())).rejects.toMatchObject({ name: 'AccessTokenRefused', reason });
  });
});

const claims = () => {
  const nowS = Math.floor(Date.now() / 1000);
  return { iss: 'motcua', aud: 'motcua-gateway', sub: 'gst_1', opens: 'drf_1', iat: nowS, exp: nowS + 60 };
};

async function signed(otherwise: Readonly<Record<string, unknown>>, key = keys.privateKey): Promise<string> {
  const { typ = accessTokenType, ...changes } = otherwise;
  // What is undefined is left out, as in any JSON.
  return new SignJWT({ ...claims(), ...changes })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: String(typ) })
    .sign(await importJWK(key, 'EdDSA'));
}

function unsigned(): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: accessTokenType })}.${part(claims())}.`;
}
