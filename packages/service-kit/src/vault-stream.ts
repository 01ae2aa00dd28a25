import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, type CipherGCMTypes } from 'node:crypto';
import { Refusal } from './pure.js';

const cipher: CipherGCMTypes = 'aes-256-gcm';
const format = Buffer.from('MQF1');
const saltBytes = 16;
const tagBytes = 16;
const frameBytes = 64 * 1024;
const sealedFrameBytes = frameBytes + tagBytes;

export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Long byte streams under one data key. `MQF1`, a random salt, then frames of 64 KiB, each AES-256-GCM under a key that is
 * derived from the data key and the salt, with its number and whether it is the last one in the nonce: a frame that is
 * changed, left out, moved, repeated or taken from another stream does not decrypt, and neither does a stream cut short.
 */
export async function* sealFrames(dataKey: Buffer, associated: string, source: ByteSource): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltBytes);
  const key = frameKey(dataKey, salt);
  yield Buffer.concat([format, salt]);
  let number = 0;
  for await (const { parts, last } of inPieces(source, frameBytes)) {
    const encryption = createCipheriv(cipher, key, nonceOf(number, last), { authTagLength: tagBytes });
    encryption.setAAD(Buffer.from(associated));
    for (const part of parts) yield encryption.update(part);
    encryption.final();
    yield encryption.getAuthTag();
    number += 1;
  }
}

/** Yields a frame only once it proved to be the one written there. Refused: VAULT_TEXT_BROKEN. */
export async function* openFrames(dataKey: Buffer, associated: string, source: ByteSource): AsyncGenerator<Buffer> {
  let number = -1;
  let key: Buffer | undefined;
  for await (const { parts, last } of inPieces(source, sealedFrameBytes, format.length + saltBytes)) {
    if (key === undefined) key = keyFrom(dataKey, Buffer.concat(parts), last);
    else yield* openFrame(key, associated, nonceOf(number, last), parts);
    number += 1;
  }
}

function keyFrom(dataKey: Buffer, header: Buffer, last: boolean): Buffer {
  if (last || !header.subarray(0, format.length).equals(format)) throw brokenStream();
  return frameKey(dataKey, header.subarray(format.length));
}

function openFrame(key: Buffer, associated: string, nonce: Buffer, parts: readonly Uint8Array[]): readonly Buffer[] {
  const { front, end: tag } = cutEnd(parts, tagBytes);
  if (tag.length < tagBytes) throw brokenStream();
  const decryption = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  decryption.setAAD(Buffer.from(associated));
  decryption.setAuthTag(tag);
  try {
    const opened = front.map((part) => decryption.update(part));
    decryption.final();
    return opened;
  } catch {
    // The library only says that authentication failed.
    throw brokenStream();
  }
}

interface Piece {
  /** Together `size` bytes; views of what the source gave, never copies: a large file would be copied many times over. */
  readonly parts: readonly Uint8Array[];
  readonly last: boolean;
}

/** Pieces of exactly `size` bytes (the first of `firstSize`), the last one of what is left, perhaps nothing. */
async function* inPieces(source: ByteSource, size: number, firstSize = size): AsyncGenerator<Piece> {
  let parts: Uint8Array[] = [];
  let room = firstSize;
  for await (const chunk of source) {
    let rest = chunk;
    // A full piece is given out only when a further byte shows that it is not the last.
    while (rest.length > room) {
      yield { parts: [...parts, rest.subarray(0, room)], last: false };
      rest = rest.subarray(room);
      parts = [];
      room = size;
    }
    parts.push(rest);
    room -= rest.length;
  }
  yield { parts, last: true };
}

/** The last `length` bytes in one piece, fewer when there are not so many, and what stands in front of them. */
function cutEnd(
  parts: readonly Uint8Array[],
  length: number,
): { readonly front: readonly Uint8Array[]; readonly end: Buffer } {
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  let before = Math.max(0, total - length);
  const front: Uint8Array[] = [];
  const end: Uint8Array[] = [];
  for (const part of parts) {
    front.push(part.subarray(0, before));
    end.push(part.subarray(Math.min(before, part.length)));
    before = Math.max(0, before - part.length);
  }
  return { front, end: Buffer.concat(end) };
}

/** A key for this stream alone, so that a counter may be the nonce. */
function frameKey(dataKey: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, salt, 'motcua frames', 32));
}

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

function brokenStream(): Refusal {
  return new Refusal('VAULT_TEXT_BROKEN', 'The stored bytes are not what was encrypted for this place.');
}
