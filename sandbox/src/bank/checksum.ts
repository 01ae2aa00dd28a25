import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA512 in lower-case hex, as VNPAY 2.1.0 signs everything. */
export function sign(secret: string, text: string): string {
  return createHmac('sha512', secret).update(text, 'utf8').digest('hex');
}

/** The signed text of a query: sorted by key, encoded, without empty values and the hash itself. */
export function signedQuery(parameters: ReadonlyMap<string, string>): string {
  return [...parameters]
    .filter(([name, value]) => value !== '' && name !== 'vnp_SecureHash')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** The query with its hash, ready to be put behind a `?`. */
export function withHash(secret: string, parameters: ReadonlyMap<string, string>): string {
  const query = signedQuery(parameters);
  return `${query}&vnp_SecureHash=${sign(secret, query)}`;
}

/** Compares in constant time; hexadecimal digits may come in either case. */
export function isHash(given: string, expected: string): boolean {
  const bytes = Buffer.from(given.toLowerCase());
  const wanted = Buffer.from(expected);
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
}

/** As PHP's urlencode: space is `+`, everything but letters, digits and `-_.` becomes %XX in upper case. */
function encode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+');
}
