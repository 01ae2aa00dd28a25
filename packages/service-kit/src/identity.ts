import { hash } from 'node:crypto';
import { createLocalJWKSet, errors, importJWK, jwtVerify, SignJWT } from 'jose';
import type { IdentityPrivateKey, IdentityPublicKeys } from './key-sets.js';
import { recentEntries } from './recent-entries.js';
import { Viewer } from './viewer.js';

/** The header in which the gateway tells a subgraph who looks: an EdDSA-signed JWT for that subgraph alone. */
export const identityHeader = 'motcua-identity';
const issuer = 'motcua-gateway';
const type = 'motcua-identity+jwt';
const longestLifeS = 60;
/** Of real time between two machines; tokens live in real time, never in the sandbox's. */
const toleranceS = 5;
const remembered = 10_000;

/** Who asks, and from where. */
export interface Caller {
  readonly viewer: Viewer;
  /** The client's network address as the gateway saw it; null where it is not known. */
  readonly address: string | null;
}

export interface IdentityVerifier {
  /** The caller of a valid token; rejects with IdentityRefused. */
  verify(token: string): Promise<Caller>;
}

export interface IdentityMinter {
  mint(caller: Caller, audience: string): Promise<string>;
}

/** Why a token is not accepted; `reason` is safe to count and log. */
export class IdentityRefused extends Error {
  constructor(
    readonly reason: 'missing' | 'expired' | 'wrong-audience' | 'bad-signature' | 'malformed',
    options?: ErrorOptions,
  ) {
    super(`the internal identity is not acceptable: ${reason}`, options);
    this.name = 'IdentityRefused';
  }
}

/**
 * Verifies internal identities for one audience (a subgraph's name). A verified token is remembered by its hash until it
 * expires, because the gateway uses one token for many requests and a signature costs more than the rest of a small query.
 */
export function createIdentityVerifier(options: {
  readonly publicKeys: IdentityPublicKeys;
  readonly audience: string;
}): IdentityVerifier {
  const keys = createLocalJWKSet(options.publicKeys);
  const verified = recentEntries<{ readonly caller: Caller; readonly expiresAtMs: number }>(remembered);
  return {
    async verify(token) {
      const key = hash('sha256', token);
      const known = verified.get(key);
      if (known !== undefined && known.expiresAtMs > Date.now()) return known.caller;
      const fresh = await verifyAnew(token, keys, options.audience);
      verified.set(key, fresh);
      return fresh.caller;
    },
  };
}

/** Mints internal identities; the same caller and audience get the same token for half of its life. */
export function createIdentityMinter(options: {
  readonly privateKey: IdentityPrivateKey;
  readonly lifetimeS?: number;
}): IdentityMinter {
  const lifetimeS = Math.min(options.lifetimeS ?? longestLifeS, longestLifeS);
  const key = importJWK(options.privateKey, 'EdDSA');
  const minted = recentEntries<{ readonly token: Promise<string>; readonly renewAtMs: number }>(remembered);
  return {
    mint(caller, audience) {
      const nowMs = Date.now();
      const name = JSON.stringify([audience, caller.viewer, caller.address]);
      const known = minted.get(name);
      if (known !== undefined && known.renewAtMs > nowMs) return known.token;
      const nowS = Math.floor(nowMs / 1000);
      const token = key.then((signer) =>
        new SignJWT({ viewer: caller.viewer, address: caller.address })
          .setProtectedHeader({ alg: 'EdDSA', kid: options.privateKey.kid, typ: type })
          .setIssuer(issuer)
          .setAudience(audience)
          .setIssuedAt(nowS)
          .setExpirationTime(nowS + lifetimeS)
          .sign(signer),
      );
      minted.set(name, { token, renewAtMs: nowMs + lifetimeS * 500 });
      return token;
    },
  };
}

async function verifyAnew(
  token: string,
  keys: ReturnType<typeof createLocalJWKSet>,
  audience: string,
): Promise<{ caller: Caller; expiresAtMs: number }> {
  const { payload } = await jwtVerify(token, keys, {
    algorithms: ['EdDSA'],
    issuer,
    audience,
    typ: type,
    clockTolerance: toleranceS,
    maxTokenAge: longestLifeS,
    requiredClaims: ['exp', 'iat'],
  }).catch((error: unknown) => {
    throw new IdentityRefused(reasonOf(error), { cause: error });
  });
  const viewer = Viewer.safeParse(payload['viewer']);
  const address = payload['address'];
  if (payload.aud !== audience) throw new IdentityRefused('wrong-audience');
  if (payload.exp === undefined || !viewer.success) throw new IdentityRefused('malformed');
  return {
    caller: { viewer: viewer.data, address: typeof address === 'string' ? address : null },
    expiresAtMs: payload.exp * 1000,
  };
}

function reasonOf(error: unknown): IdentityRefused['reason'] {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return error.claim === 'aud' ? 'wrong-audience' : 'malformed';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'bad-signature';
  if (error instanceof errors.JWKSNoMatchingKey) return 'bad-signature';
  return 'malformed';
}
