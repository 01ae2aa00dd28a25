import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { listen } from './listening.js';

export interface Issuer {
  readonly url: string;
  /** A token as the issuer signs it, with what a test wants different. */
  readonly sign: (claims: JWTPayload, otherwise?: Otherwise) => Promise<string>;
  /** How often the keys were fetched. */
  readonly keyRequests: () => number;
  readonly close: () => Promise<void>;
}

export interface Otherwise {
  readonly issuer?: string;
  readonly audience?: string;
  readonly expiresAt?: string | number;
  readonly type?: string;
  /** Signed by a key of another issuer under this one's key id. */
  readonly forged?: boolean;
}

export const aCitizen: JWTPayload = { sub: 'citizen-1', motcua_kind: 'citizen' };

/** A small OpenID Connect issuer: discovery document, keys, tokens. */
export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const stranger = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'issuer-1', alg: 'ES256', use: 'sig' };
  let keyRequests = 0;
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/jwks') keyRequests += 1;
    const found = request.url === '/jwks' ? { keys: [jwk] } : { issuer: url, jwks_uri: `${url}/jwks` };
    response.end(JSON.stringify(found));
  });
  const { url, close } = await listen(server);
  return {
    url,
    close,
    keyRequests: () => keyRequests,
    sign: (claims, otherwise = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: 'issuer-1', typ: otherwise.type ?? 'at+jwt' })
        .setIssuer(otherwise.issuer ?? url)
        .setAudience(otherwise.audience ?? 'motcua')
        .setIssuedAt()
        .setExpirationTime(otherwise.expiresAt ?? '5m')
        .sign(otherwise.forged === true ? stranger.privateKey : privateKey),
  };
}
