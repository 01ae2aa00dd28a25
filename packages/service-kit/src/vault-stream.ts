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
  for await (const { bytes, last } of inPieces(source, frameBytes)) {
    const encryption = createCipheriv(cipher, key, nonceOf(number, last), { authTagLength: tagBytes });
    encryption.setAAD(Buffer.from(associated));
    yield Buffer.concat([encryption.update(bytes), encryption.final(), encryption.getAuthTag()]);
    number += 1;
  }
}

/** Yields a frame only once it proved to be the one written there. Refused: VAULT_TEXT_BROKEN. */
export async function* openFrames(dataKey: Buffer, associated: string, source: ByteSource): AsyncGenerator<Buffer> {
  let number = -1;
  let key: Buffer | undefined;
  for await (const { bytes, last } of inPieces(source, sealedFrameBytes, format.length + saltBytes)) {
    if (key === undefined) key = keyFrom(dataKey, bytes, last);
    else yield openFrame(key, associated, nonceOf(number, last), bytes);
    number += 1;
  }
}

function keyFrom(dataKey: Buffer, header: Buffer, last: boolean): Buffer {
  if (last || !header.subarray(0, format.length).equals(format)) throw brokenStream();
  return frameKey(dataKey, header.subarray(format.length));
}

function openFrame(key: Buffer, associated: string, nonce: Buffer, frame: Buffer): Buffer {
  if (frame.length < tagBytes) throw brokenStream();
  const decryption = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  decryption.setAAD(Buffer.from(associated));
  decryption.setAuthTag(frame.subarray(-tagBytes));
  try {
    return Buffer.concat([decryption.update(frame.subarray(0, -tagBytes)), decryption.final()]);
  } catch {
    // The library only says that authentication failed.
    throw brokenStream();
  }
}

/** Pieces of exactly `size` bytes (the first of `firstSize`), the last one of what is left, perhaps nothing. */
async function* inPieces(
  source: ByteSource,
  size: number,
  firstSize = size,
): AsyncGenerator<{ readonly bytes: Buffer; readonly last: boolean }> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  let wanted = firstSize;
  for await (const chunk of source) {
    waiting.push(chunk);
    length += chunk.length;
    // One byte more than a piece, or it might be the last.
    if (length <= wanted) continue;
    let rest = Buffer.concat(waiting);
    for (; rest.length > wanted; wanted = size) {
      yield { bytes: rest.subarray(0, wanted), last: false };
      rest = rest.subarray(wanted);
    }
    waiting = [rest];
    length = rest.length;
  }
  yield { bytes: Buffer.concat(waiting), last: true };
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
