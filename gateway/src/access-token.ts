import { hash } from 'node:crypto';
import {
  AccessTokenRefused,
  accessTokenType,
  createAccessTokenVerifier,
  type IdentityPublicKeys,
  type Viewer,
} from '@motcua/service-kit';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { type IssuerKeys, IssuerUnavailable } from './issuer-keys.js';
import { parseViewer } from './viewer-claims.js';

/** What we accept, whatever a token claims about itself: never `none`, never a shared secret. */
const algorithms = ['ES256', 'RS256'];
const longestToken = 8_000;
const toleranceS = 5;
const remembered = 10_000;

export type TokenProblem =
  'malformed' | 'expired' | 'wrong-issuer' | 'wrong-audience' | 'bad-signature' | 'wrong-claims';

/** The token is not one of ours, or no longer; `reason` is safe to count. */
export class TokenRefused extends Error {
  constructor(
    readonly reason: TokenProblem,
    options?: ErrorOptions,
  ) {
    super(`the access token is not acceptable: ${reason}`, options);
    this.name = 'TokenRefused';
  }
}

export interface TokenVerifier {
  /** Whom a token speaks for; rejects with TokenRefused, or with IssuerUnavailable when that cannot be known now. */
  verify(token: string): Promise<Verified>;
}

export interface Verified {
  readonly viewer: Viewer;
  readonly expiresAtMs: number;
}

export interface TokenTrust {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: IssuerKeys;
  /** Of the platform's own tokens, which people without an account hold. */
  readonly guestKeys: IdentityPublicKeys;
}

/**
 * Verifies access tokens: those of one issuer for one audience (JWT profile, RFC 9068), and the platform's own for people
 * without an account. The type in a token's header says by whose keys it is judged. A verified token is remembered by its hash
 * until it expires.
 */
export function createTokenVerifier(trust: TokenTrust): TokenVerifier {
  const verified = new Map<string, Verified>();
  const guests = createAccessTokenVerifier(trust.guestKeys);
  return {
    async verify(token) {
      if (token.length > longestToken) throw new TokenRefused('malformed');
      const key = hash('sha256', token, 'base64');
      const known = verified.get(key);
      if (known !== undefined && known.expiresAtMs > Date.now()) return known;
      verified.delete(key);
      const fresh = isGuestToken(token) ? await verifyGuest(token, guests) : await verifyAnew(token, trust);
      verified.set(key, fresh);
      forgetOldest(verified);
      return fresh;
    },
  };
}

function isGuestToken(token: string): boolean {
  try {
    return decodeProtectedHeader(token).typ === accessTokenType;
  } catch {
    return false; // not a token at all: whoever judges it says so
  }
}

async function verifyGuest(token: string, guests: ReturnType<typeof createAccessTokenVerifier>): Promise<Verified> {
  return guests.verify(token).catch((error: unknown) => {
    throw error instanceof AccessTokenRefused ? new TokenRefused(error.reason, { cause: error }) : error;
  });
}

async function verifyAnew(token: string, { issuer, audience, keys }: TokenTrust): Promise<Verified> {
  const findKey = await keys.find();
  const { payload } = await jwtVerify(token, findKey, {
    issuer,
    audience,
    algorithms,
    typ: 'at+jwt',
    clockTolerance: toleranceS,
    requiredClaims: ['exp', 'sub'],
  }).catch((error: unknown) => {
    throw toProblem(error);
  });
  const viewer = parseViewer(payload);
  if (viewer === null || payload.exp === undefined) throw new TokenRefused('wrong-claims');
  return { viewer, expiresAtMs: payload.exp * 1000 };
}

function toProblem(error: unknown): Error {
  if (error instanceof errors.JWTExpired) return new TokenRefused('expired', { cause: error });
  if (error instanceof errors.JWTClaimValidationFailed)
    return new TokenRefused(claimProblem(error.claim), { cause: error });
  if (isForged(error)) return new TokenRefused('bad-signature', { cause: error });
  if (isMalformed(error)) return new TokenRefused('malformed', { cause: error });
  return new IssuerUnavailable({ cause: error }); // the keys could not be fetched
}

function claimProblem(claim: string): TokenProblem {
  if (claim === 'iss') return 'wrong-issuer';
  return claim === 'aud' ? 'wrong-audience' : 'wrong-claims';
}

function isForged(error: unknown): boolean {
  return (
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSEAlgNotAllowed
  );
}

function isMalformed(error: unknown): boolean {
  return (
    error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid || error instanceof errors.JOSENotSupported
  );
}

function forgetOldest(verified: Map<string, Verified>): void {
  const oldest = verified.keys().next();
  if (verified.size > remembered && oldest.done !== true) verified.delete(oldest.value);
}
