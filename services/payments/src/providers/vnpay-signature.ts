/** Checksums of VNPAY 2.1.0: HMAC-SHA512 in lower-case hex (https://sandbox.vnpayment.vn/apis/docs/thanh-toan-pay/pay.html). */
import { createHmac, timingSafeEqual } from 'node:crypto';

export function hmacSha512(secret: string, text: string): string {
  return createHmac('sha512', secret).update(text, 'utf8').digest('hex');
}

/** In constant time; a checksum of another length is wrong without being looked at. Case does not matter to VNPAY. */
export function isSameChecksum(given: string, expected: string): boolean {
  const left = Buffer.from(given.toLowerCase(), 'utf8');
  const right = Buffer.from(expected, 'utf8');
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * `key=value` joined by `&`, sorted by key, empty values left out; values in application/x-www-form-urlencoded (UTF-8,
 * space `+`, upper-case %XX). Trap: encoders disagree on `~` and `*`, so such a value is refused here.
 */
export function toSignedQuery(parameters: Readonly<Record<string, string>>): string {
  const filled = Object.entries(parameters).filter(([, value]) => value !== '');
  const ambiguous = filled.find(([, value]) => /[~*]/.test(value));
  if (ambiguous !== undefined) throw new Error(`${ambiguous[0]} holds a sign that banks encode in two ways`);
  return filled
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => `${key}=${formEncode(value)}`)
    .join('&');
}

/** For checksums over values joined by `|`, of requests and answers of the transaction API. */
export function toSignedLine(values: readonly string[]): string {
  return values.join('|');
}

function formEncode(value: string): string {
  return new URLSearchParams({ value }).toString().slice('value='.length);
}
