import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import { Refusal, type Actor, type Cause } from './pure.js';
import type { Viewer } from './viewer.js';

const longestRequestId = 100;

/**
 * The cause of what a mutation decides: `request:<kind>:<viewer id>:<requestId>`, with the SHA-256 of the canonical input
 * as fingerprint, so that a repeated request has one effect and one request id cannot ask for two things.
 */
export function requestCause(viewer: Viewer, requestId: string, input: unknown, at: Date, traceparent?: string): Cause {
  if (requestId === '' || requestId.length > longestRequestId) {
    throw new Refusal('REQUEST_ID_MALFORMED', `A request id has 1 to ${String(longestRequestId)} characters.`);
  }
  const actor = actorOf(viewer);
  return {
    id: `request:${viewer.kind}:${actor.id}:${requestId}`,
    actor,
    at,
    fingerprint: createHash('sha256').update(canonicalJson(input)).digest('base64url'),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/** A visitor who did not sign in acts as a citizen without a name. */
export function actorOf(viewer: Viewer): Actor {
  switch (viewer.kind) {
    case 'anonymous':
      return { kind: 'citizen', id: 'anonymous' };
    case 'officer':
      return { kind: 'officer', id: viewer.id, officeId: viewer.officeId };
    case 'guest':
      return { kind: 'citizen', id: viewer.id };
    case 'citizen':
    case 'agency':
    case 'catalogue-admin':
    case 'operator':
      return { kind: viewer.kind, id: viewer.id };
  }
}
