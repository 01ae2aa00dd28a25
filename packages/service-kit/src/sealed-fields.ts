import { compactDecrypt, CompactEncrypt, decodeProtectedHeader, importJWK } from 'jose';
import { jsonText } from './canonical-json.js';
import type { SealingPrivateKeys, SealingPublicKeys } from './key-sets.js';
import { Refusal } from './pure.js';

const keyAlgorithm = 'ECDH-ES+A256KW';
const contentAlgorithm = 'A256GCM';

export interface Sealer {
  /**
   * Seals a JSON value for one recipient, e.g. 'notifications', as a compact JWE. Random: seal once, when the fact is
   * written, never when it is published.
   */
  seal(recipient: string, value: unknown): Promise<string>;
}

export interface Opener {
  /** The value sealed for us. Refused: SEALED_FOR_ANOTHER_KEY, SEALED_FIELD_BROKEN. */
  open(sealed: string): Promise<unknown>;
}

/**
 * Seals fields with the recipients' public keys. A key id is the recipient's name, a dash and anything; of several keys for
 * one recipient the first in the set is used, so a new key goes in front of the old one.
 */
export function createSealer(publicKeys: SealingPublicKeys): Sealer {
  const keys = new Map<string, ReturnType<typeof importJWK>>();
  const keyOf = (jwk: SealingPublicKeys['keys'][number]): ReturnType<typeof importJWK> => {
    const key = keys.get(jwk.kid) ?? importJWK(jwk, keyAlgorithm);
    keys.set(jwk.kid, key);
    return key;
  };
  return {
    async seal(recipient, value) {
      const jwk = publicKeys.keys.find(({ kid }) => kid.startsWith(`${recipient}-`));
      if (jwk === undefined) throw new Error(`there is no key to seal a field for "${recipient}"`);
      return new CompactEncrypt(Buffer.from(jsonText(value)))
        .setProtectedHeader({ alg: keyAlgorithm, enc: contentAlgorithm, kid: jwk.kid })
        .encrypt(await keyOf(jwk));
    },
  };
}

/** Opens sealed fields with whichever of our private keys they name; keep the old key until its last event is gone. */
export function createOpener(privateKeys: SealingPrivateKeys): Opener {
  const keys = new Map(privateKeys.keys.map((jwk) => [jwk.kid, importJWK(jwk, keyAlgorithm)]));
  return {
    async open(sealed) {
      const key = keys.get(keyIdOf(sealed));
      if (key === undefined)
        throw new Refusal('SEALED_FOR_ANOTHER_KEY', 'The field is sealed for a key that is not here.');
      const restricted = { keyManagementAlgorithms: [keyAlgorithm], contentEncryptionAlgorithms: [contentAlgorithm] };
      try {
        const { plaintext } = await compactDecrypt(sealed, await key, restricted);
        return JSON.parse(Buffer.from(plaintext).toString()) as unknown;
      } catch {
        // Nothing of the reason is worth keeping: a changed byte and a wrong key look the same.
        throw brokenField();
      }
    },
  };
}

function keyIdOf(sealed: string): string {
  try {
    const { kid } = decodeProtectedHeader(sealed);
    return typeof kid === 'string' ? kid : '';
  } catch {
    throw brokenField();
  }
}

function brokenField(): Refusal {
  return new Refusal('SEALED_FIELD_BROKEN', 'The field is not what was sealed.');
}
