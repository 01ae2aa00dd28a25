import { createPrivateKey, createPublicKey, sign, verify, type JsonWebKey, type KeyObject } from 'node:crypto';

/** What is signed: the event's id and time as written in the envelope, and the bytes of the message as they are. */
export interface SignedEvent {
  readonly id: string;
  readonly time: string;
  readonly body: Buffer;
}

export interface PartnerSigner {
  /** The two headers to send along. */
  sign(event: SignedEvent): PartnerSignature;
}

export interface PartnerSignature extends Record<string, string> {
  /** Ed25519 over `<id>.<time>.<body>`, base64url. */
  readonly 'motcua-signature': string;
  readonly 'motcua-key-id': string;
}

/** A JSON Web Key Set whose keys are Ed25519 (`kty` OKP, `crv` Ed25519) with a `kid`. */
export interface Ed25519KeySet {
  readonly keys: readonly (JsonWebKey & { readonly kid?: string | undefined })[];
}

/**
 * Signs with the first key of the set; the others are on their way out or not yet in use. To change keys: publish the
 * new public key, wait until every partner has read it, put its private key first, remove the old one a retention later.
 */
export function createPartnerSigner(privateKeys: Ed25519KeySet): PartnerSigner {
  const [first] = privateKeys.keys;
  if (first?.kid === undefined) throw new Error('a partner signing key needs a key id (kid)');
  const keyId = first.kid;
  const key = ed25519(createPrivateKey({ key: first, format: 'jwk' }));
  return {
    sign: (event) => ({
      'motcua-signature': sign(null, signedBytes(event), key).toString('base64url'),
      'motcua-key-id': keyId,
    }),
  };
}

/**
 * True when one of the public keys made this signature. A subscriber writes the same in its own language: find the key by
 * the header `motcua-key-id`, verify `motcua-signature` over the id, a dot, the time, a dot and the raw message value.
 */
export function verifyPartnerSignature(
  publicKeys: Ed25519KeySet,
  event: SignedEvent,
  headers: { readonly 'motcua-signature': string; readonly 'motcua-key-id': string },
): boolean {
  const jwk = publicKeys.keys.find(({ kid }) => kid === headers['motcua-key-id']);
  if (jwk === undefined) return false;
  const key = ed25519(createPublicKey({ key: jwk, format: 'jwk' }));
  return verify(null, signedBytes(event), key, Buffer.from(headers['motcua-signature'], 'base64url'));
}

function signedBytes({ id, time, body }: SignedEvent): Buffer {
  return Buffer.concat([Buffer.from(`${id}.${time}.`), body]);
}

function ed25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('partner events are signed with Ed25519 keys only');
  return key;
}
