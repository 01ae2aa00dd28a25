import { createLocalJWKSet, errors, importJWK, jwtVerify, SignJWT } from 'jose';
import { newId } from './ids.js';
import type { IdentityPrivateKeys, IdentityPublicKeys } from './key-sets.js';
import type { Viewer } from './viewer.js';

/** The `typ` of an access token: what tells it from a token of the identity issuer. */
export const accessTokenType = 'motcua-access+jwt';
const issuer = 'motcua';
const audience = 'motcua-gateway';
const toleranceS = 5;

export type Guest = Extract<Viewer, { kind: 'guest' }>;

export interface AccessToken {
  readonly token: string;
  readonly expiresAt: Date;
}

export interface AccessTokenMinter {
  /** A token that opens one thing for so long; in real time, as every token. */
  mint(guest: Guest, livesMs: number): Promise<AccessToken>;
}

/** The token is not one of ours, or no longer; `reason` is safe to count. */
export class AccessTokenRefused extends Error {
  constructor(
    readonly reason: 'expired' | 'bad-signature' | 'malformed',
    options?: ErrorOptions,
  ) {
    super(`the access token is not acceptable: ${reason}`, options);
    this.name = 'AccessTokenRefused';
  }
}

/** Mints EdDSA-signed tokens for people without an account; the first key of the set signs. */
export function createAccessTokenMinter({ keys: [first] }: IdentityPrivateKeys): AccessTokenMinter {
  const key = importJWK(first, 'EdDSA');
  return {
    async mint({ id, opens }, livesMs) {
      const expiresAt = new Date(Math.floor((Date.now() + livesMs) / 1000) * 1000);
      const token = await new SignJWT({ opens })
        .setProtectedHeader({ alg: 'EdDSA', kid: first.kid, typ: accessTokenType })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(id)
        .setJti(newId('jti', new Date()))
        .setIssuedAt()
        .setExpirationTime(expiresAt)
        .sign(await key);
      return { token, expiresAt };
    },
  };
}

/** Verifies such a token; rejects with AccessTokenRefused. */
export function createAccessTokenVerifier(publicKeys: IdentityPublicKeys): {
  verify(token: string): Promise<{ readonly viewer: Guest; readonly expiresAtMs: number }>;
} {
  const keys = createLocalJWKSet(publicKeys);
  return {
    async verify(token) {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['EdDSA'],
        issuer,
        audience,
        typ: accessTokenType,
        clockTolerance: toleranceS,
        requiredClaims: ['exp', 'sub', 'opens'],
      }).catch((error: unknown) => {
        throw new AccessTokenRefused(reasonOf(error), { cause: error });
      });
      const { sub, opens, exp } = payload;
      if (typeof opens !== 'string' || sub === undefined || exp === undefined)
        throw new AccessTokenRefused('malformed');
      return { viewer: { kind: 'guest', id: sub, opens }, expiresAtMs: exp * 1000 };
    },
  };
}

function reasonOf(error: unknown): AccessTokenRefused['reason'] {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'bad-signature';
  return error instanceof errors.JWKSNoMatchingKey ? 'bad-signature' : 'malformed';
}
