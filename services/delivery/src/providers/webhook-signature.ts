/** Standard Webhooks: HMAC-SHA256 over `id.timestamp.body` (https://github.com/standard-webhooks/standard-webhooks). */
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedWebhook {
  readonly id: string;
  /** Seconds since 1970, as text. */
  readonly timestamp: string;
  /** One or more of `v1,<base64>`, separated by spaces. */
  readonly signature: string;
  readonly body: Buffer;
}

/** A secret that begins with `whsec_` is base64, any other is text. In constant time for each signature given. */
export function isSignedBy(secret: string, { id, timestamp, signature, body }: SignedWebhook): boolean {
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) return false;
  const expected = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest();
  return signature
    .split(' ')
    .slice(0, mostSignatures)
    .some((one) => one.startsWith('v1,') && isSame(Buffer.from(one.slice(3), 'base64'), expected));
}

/** During a change of secrets there are two. */
const mostSignatures = 4;

function keyOf(secret: string): Buffer {
  const encoded = /^whsec_(.+)$/.exec(secret)?.[1];
  return encoded === undefined ? Buffer.from(secret, 'utf8') : Buffer.from(encoded, 'base64');
}

function isSame(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
