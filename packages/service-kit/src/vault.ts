import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, type CipherGCMTypes } from 'node:crypto';
import { Readable } from 'node:stream';
import { jsonText } from './canonical-json.js';
import type { VaultKeys } from './key-sets.js';
import { Refusal } from './pure.js';
import { openFrames, sealFrames, type ByteSource } from './vault-stream.js';

const cipher: CipherGCMTypes = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
const format = 'v1';

/** Personal data at rest: each aggregate has a data key, wrapped by a key-encryption key. */
export interface Vault {
  /** A fresh data key, wrapped; store it beside the data. Forgetting it erases everything encrypted under it. */
  newDataKey(): string;
  /** `associated` ties the text to its place, e.g. `dossiers/<id>/applicant`: moved elsewhere it does not decrypt. */
  encrypt(wrappedKey: string, associated: string, value: unknown): string;
  /** Refused: VAULT_KEY_UNKNOWN, VAULT_TEXT_BROKEN (changed, moved, or of another data key). */
  decrypt(wrappedKey: string, associated: string, text: string): unknown;
  /** A long text in 64 KiB frames, as it passes; a little longer than its source, and refused once any of it is missing. */
  encryptStream(wrappedKey: string, associated: string, source: ByteSource): Readable;
  /** Only bytes that proved true come out; ends with VAULT_TEXT_BROKEN at the first that did not. */
  decryptStream(wrappedKey: string, associated: string, source: ByteSource): Readable;
  /** The data key wrapped anew by the first key of the set, for a rotation; the data stays as it is. */
  rewrap(wrappedKey: string): string;
  /** For search by equality: the same for equal values of one purpose. Normalise the value first. */
  blindIndex(purpose: string, value: string): string;
}

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * AES-256-GCM envelope encryption. Texts are `v1.<key id>.<base64url of iv, ciphertext and tag>`; the key id is the data
 * key's in data and the key-encryption key's in wrapped keys.
 */
export function createVault(keyEncryptionKeys: VaultKeys): Vault {
  const keys = keyEncryptionKeys.keys.map(({ kid, k, use }) => ({ id: kid, bytes: Buffer.from(k, 'base64url'), use }));
  const wrapping = keys.filter(({ use }) => use === 'enc');
  const [newest] = wrapping;
  if (newest === undefined) throw new Error('a vault needs a key to wrap with');
  // Without a key of its own the index follows the oldest key: rotation puts new keys in front.
  const indexing = keys.find(({ use }) => use === 'sig') ?? wrapping.at(-1) ?? newest;
  const indexKey = Buffer.from(hkdfSync('sha256', indexing.bytes, '', 'motcua blind index', 32));

  const wrap = (dataKey: Key): string =>
    sealText(newest, 'data key', Buffer.concat([Buffer.from(dataKey.id, 'base64url'), dataKey.bytes]));
  const unwrap = (wrappedKey: string): Key => {
    const keyId = keyIdOf(wrappedKey);
    const key = wrapping.find(({ id }) => id === keyId);
    if (key === undefined) throw new Refusal('VAULT_KEY_UNKNOWN', 'The data key is wrapped by a key that is not here.');
    const unwrapped = openText(key, 'data key', wrappedKey);
    return { id: unwrapped.subarray(0, 8).toString('base64url'), bytes: unwrapped.subarray(8) };
  };
  return {
    newDataKey: () => wrap({ id: randomBytes(8).toString('base64url'), bytes: randomBytes(32) }),
    encrypt: (wrappedKey, associated, value) => sealText(unwrap(wrappedKey), associated, Buffer.from(jsonText(value))),
    decrypt: (wrappedKey, associated, text) =>
      JSON.parse(openText(unwrap(wrappedKey), associated, text).toString()) as unknown,
    encryptStream: (wrappedKey, associated, source) =>
      inBytes(sealFrames(unwrap(wrappedKey).bytes, associated, source)),
    decryptStream: (wrappedKey, associated, source) =>
      inBytes(openFrames(unwrap(wrappedKey).bytes, associated, source)),
    rewrap: (wrappedKey) => wrap(unwrap(wrappedKey)),
    blindIndex: (purpose, value) =>
      createHmac('sha256', indexKey)
        .update(JSON.stringify([purpose, value]))
        .digest('base64url'),
  };
}

function inBytes(frames: AsyncIterable<Buffer>): Readable {
  return Readable.from(frames, { objectMode: false });
}

function sealText(key: Key, associated: string, plain: Buffer): string {
  const iv = randomBytes(ivBytes);
  const encryption = createCipheriv(cipher, key.bytes, iv, { authTagLength: tagBytes });
  encryption.setAAD(Buffer.from(`${key.id}/${associated}`));
  const sealed = Buffer.concat([iv, encryption.update(plain), encryption.final(), encryption.getAuthTag()]);
  return [format, Buffer.from(key.id).toString('base64url'), sealed.toString('base64url')].join('.');
}

function openText(key: Key, associated: string, text: string): Buffer {
  const sealed = Buffer.from(text.split('.')[2] ?? '', 'base64url');
  if (keyIdOf(text) !== key.id || sealed.length < ivBytes + tagBytes) throw brokenText();
  const decryption = createDecipheriv(cipher, key.bytes, sealed.subarray(0, ivBytes), { authTagLength: tagBytes });
  decryption.setAAD(Buffer.from(`${key.id}/${associated}`));
  decryption.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decryption.update(sealed.subarray(ivBytes, -tagBytes)), decryption.final()]);
  } catch {
    // The library only says that authentication failed: a changed byte, another place or another key.
    throw brokenText();
  }
}

function keyIdOf(text: string): string {
  const [version, keyId, sealed, ...more] = text.split('.');
  if (version !== format || keyId === undefined || sealed === undefined || more.length > 0) throw brokenText();
  return Buffer.from(keyId, 'base64url').toString();
}

function brokenText(): Refusal {
  return new Refusal('VAULT_TEXT_BROKEN', 'The stored text is not what was encrypted for this place.');
}
