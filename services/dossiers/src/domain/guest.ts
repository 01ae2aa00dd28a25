/** People without an account: which token opens what, for how long, and what a link or a code must be to open it. */
import { Refusal } from '@motcua/service-kit/pure';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Of an access token, by what it was given for. */
export const tokenLivesMs = { draft: 60 * dayMs, dossier: dayMs, dossierByCode: hourMs } as const;
export const resumeLinkLivesMs = 7 * dayMs;

/** A link that opens a draft on another device; the token itself is nowhere but in the link. */
export interface ResumeLink {
  /** Keyed hash of the token. */
  readonly key: string;
  readonly expiresAt: Date;
}

/** Whatever does not open, and for whatever reason, is refused in these very words. */
export function accessRefused(): Refusal {
  return new Refusal('ACCESS_REFUSED', 'This opens nothing, or not any more.');
}

/** A random UUID: who repeats the request is answered with a token, so nobody else may guess its id. */
export function requireUuid(requestId: string): void {
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(requestId)) return;
  throw new Refusal('REQUEST_ID_MALFORMED', 'Here the request id must be a random UUID.');
}
