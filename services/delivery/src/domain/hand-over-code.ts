/** The code that a receiver tells at the door: six digits, the same for every try with one parcel, known to the receiver alone. */
import { timingSafeEqual } from 'node:crypto';

const digits = 6;

/** @param key secret and of this one parcel, as base64url; the code is nowhere stored. */
export function handOverCodeFrom(key: string): string {
  const number = BigInt(`0x${Buffer.from(key, 'base64url').subarray(0, 16).toString('hex')}`);
  return (number % 10n ** BigInt(digits)).toString().padStart(digits, '0');
}

/** Spaces are how people read digits aloud. */
export function isSameCode(told: string, code: string): boolean {
  const [left, right] = [Buffer.from(told.replace(/\s/g, '')), Buffer.from(code)];
  return left.length === right.length && timingSafeEqual(left, right);
}
