import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });
const answerMs = 3_000;
/** An unknown key id asks the issuer again, but not more often than this, whatever tokens arrive. */
const askAgainMs = 30_000;
const keptMs = 600_000;

export interface IssuerKeys {
  /** Rejects with IssuerUnavailable until the issuer has answered once. */
  find(): Promise<JWTVerifyGetKey>;
}

/** The issuer did not answer, so nothing can be said about a token. */
export class IssuerUnavailable extends Error {
  constructor(options?: ErrorOptions) {
    super('the identity issuer does not answer', options);
    this.name = 'IssuerUnavailable';
  }
}

/**
 * Public keys of the OIDC issuer, found by its discovery document (OpenID Connect Discovery 1.0) and asked for again when
 * they change. Nothing in a token decides where keys come from.
 */
export function createIssuerKeys(issuer: string): IssuerKeys {
  let found: Promise<JWTVerifyGetKey> | undefined;
  return {
    find() {
      found ??= discover(issuer).catch((error: unknown) => {
        found = undefined; // the next caller asks again
        throw new IssuerUnavailable({ cause: error });
      });
      return found;
    },
  };
}

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(answerMs),
    redirect: 'error',
  });
  if (!response.ok) throw new Error(`the discovery document was answered with ${response.status}`);
  const document = Discovery.parse(await response.json());
  // OpenID Connect Discovery 4.3: anything but the exact issuer is somebody else's document.
  if (document.issuer !== issuer) throw new Error('the discovery document names another issuer');
  return createRemoteJWKSet(new URL(document.jwks_uri), {
    timeoutDuration: answerMs,
    cooldownDuration: askAgainMs,
    cacheMaxAge: keptMs,
  });
}
