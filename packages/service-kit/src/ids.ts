import { createHash, randomBytes } from 'node:crypto';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A new id that sorts by time: `<prefix>_` and 26 characters, 48 bits of time in milliseconds and 80 random bits (the
 * layout of a ULID). `prefix` is two to eight lower-case letters without the underscore: `newId('dos', now)`.
 */
export function newId(prefix: string, at: Date): string {
  const time = Buffer.alloc(6);
  time.writeUIntBE(at.getTime(), 0, 6);
  return named(prefix, Buffer.concat([time, randomBytes(10)]));
}

/**
 * An id that follows from its parts, so that doing a thing twice makes one thing: `derivedId('dft', viewer.id, requestId)`.
 * 128 bits of a SHA-256 over the parts; ('a', 'bc') and ('ab', 'c') differ.
 */
export function derivedId(prefix: string, ...parts: readonly string[]): string {
  return named(
    prefix,
    createHash('sha256')
      .update(JSON.stringify([prefix, ...parts]))
      .digest()
      .subarray(0, 16),
  );
}

function named(prefix: string, sixteenBytes: Buffer): string {
  if (!/^[a-z]{2,8}$/.test(prefix)) throw new Error(`"${prefix}" is not an id prefix: two to eight lower-case letters`);
  return `${prefix}_${toCrockford(sixteenBytes)}`;
}

/** 128 bits as 26 digits of five bits, the first one holding three. */
function toCrockford(sixteenBytes: Buffer): string {
  let rest = BigInt(`0x${sixteenBytes.toString('hex')}`);
  let digits = '';
  for (let place = 0; place < 26; place += 1) {
    digits = crockford.charAt(Number(rest & 31n)) + digits;
    rest >>= 5n;
  }
  return digits;
}
