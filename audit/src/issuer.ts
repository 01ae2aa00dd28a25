import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { listen } from './gateway-process.js';

export interface Issuer {
  readonly url: string;
  /** A token as the issuer signs it, with what an attacker would like different. */
  readonly sign: (otherwise?: Otherwise) => Promise<string>;
  readonly close: () => Promise<void>;
}

export interface Otherwise {
  readonly claims?: JWTPayload;
  readonly issuer?: string;
  readonly audience?: string;
  readonly expiresAt?: string | number;
  readonly type?: string;
  /** Signed by another issuer's key under this one's key id; with the public key as a shared secret; or not at all. */
  readonly signedBy?: 'stranger' | 'shared-secret' | 'nobody';
}

/** A small OpenID Connect issuer: discovery document, keys, tokens of citizens. */
export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const stranger = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'issuer-1', alg: 'ES256', use: 'sig' };
  const server = createServer((request, response) => {
    const found = request.url === '/jwks' ? { keys: [jwk] } : { issuer: url, jwks_uri: `${url}/jwks` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(found));
  });
  const url = await listen(server);
  const keys = { stranger: stranger.privateKey, 'shared-secret': new TextEncoder().encode(JSON.stringify(jwk)) };
  return {
    url,
    sign(otherwise = {}) {
      const { signedBy } = otherwise;
      const claims = {
        ...{ iss: otherwise.issuer ?? url, aud: otherwise.audience ?? 'motcua' },
        ...(otherwise.claims ?? { sub: 'citizen-1', motcua_kind: 'citizen' }),
      };
      const expiry = otherwise.expiresAt ?? '5m';
      if (signedBy === 'nobody') return Promise.resolve(new UnsecuredJWT(claims).setExpirationTime(expiry).encode());
      return new SignJWT(claims)
        .setProtectedHeader({
          alg: signedBy === 'shared-secret' ? 'HS256' : 'ES256',
          kid: 'issuer-1',
          typ: otherwise.type ?? 'at+jwt',
        })
        .setIssuedAt()
        .setExpirationTime(expiry)
        .sign(signedBy === undefined ? privateKey : keys[signedBy]);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
