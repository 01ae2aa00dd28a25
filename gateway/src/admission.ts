import type { IncomingHttpHeaders } from 'node:http';
import { kitCounters, type Log, type Viewer } from '@motcua/service-kit';
import { TokenRefused, type TokenVerifier, type Verified } from './access-token.js';
import { EdgeRefusal } from './edge-refusal.js';
import { IssuerUnavailable } from './issuer-keys.js';
import { isMultipart } from './upload-intake.js';

/** Any of these makes a browser ask first, so that a foreign page cannot send files in a citizen's name. */
const preflightHeaders = ['apollo-require-preflight', 'x-apollo-operation-name'] as const;

/**
 * Who asks, established from the headers alone, before a byte of the body is read. No token means anonymous; a token that
 * is not acceptable is refused and nothing is forwarded. Files are taken from those who hold a token, guests included.
 */
export async function admit(headers: IncomingHttpHeaders, verifier: TokenVerifier, log: Log): Promise<Viewer> {
  const withFiles = isMultipart(headers['content-type']);
  if (withFiles && !preflightHeaders.some((name) => (headers[name] ?? '') !== '')) {
    throw new EdgeRefusal(400, 'PREFLIGHT_HEADER_REQUIRED');
  }
  const { viewer } = await admitUntil(headers.authorization, verifier, log);
  if (withFiles && viewer.kind === 'anonymous') throw new EdgeRefusal(401, 'SIGN_IN_REQUIRED');
  return viewer;
}

/** The same, with how long it holds: a subscription outlives the moment in which it was admitted. */
export async function admitUntil(
  authorization: string | undefined,
  verifier: TokenVerifier,
  log: Log,
): Promise<Verified> {
  if (authorization === undefined) return { viewer: { kind: 'anonymous' }, expiresAtMs: Infinity };
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
  if (token === undefined) throw refused('malformed');
  try {
    return await verifier.verify(token);
  } catch (error) {
    if (error instanceof TokenRefused) throw refused(error.reason, error);
    if (!(error instanceof IssuerUnavailable)) throw error;
    log.error('the identity issuer does not answer', { error });
    throw new EdgeRefusal(503, 'SIGN_IN_UNAVAILABLE', { cause: error });
  }
}

function refused(reason: string, cause?: Error): EdgeRefusal {
  kitCounters.identitiesRefused.inc({ reason });
  return new EdgeRefusal(401, 'UNAUTHENTICATED', { cause });
}
