import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  IdentityPrivateKey,
  IdentityPublicKeys,
  SealingPrivateKeys,
  SealingPublicKeys,
  VaultKeys,
} from './key-sets.js';

/** A fresh Ed25519 pair: the private key signs internal identities at the gateway, the public set verifies them. */
export function generateIdentityKeys(keyId: string): {
  privateKey: IdentityPrivateKey;
  publicKeys: IdentityPublicKeys;
} {
  const jwk = { ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid: keyId };
  return { privateKey: IdentityPrivateKey.parse(jwk), publicKeys: IdentityPublicKeys.parse({ keys: [jwk] }) };
}

/** A fresh P-256 pair to seal fields for one recipient, whose name the key id begins with: `notifications-2026-1`. */
export function generateSealingKeys(keyId: string): { privateKeys: SealingPrivateKeys; publicKeys: SealingPublicKeys } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = [{ ...pair.privateKey.export({ format: 'jwk' }), kid: keyId }];
  return { privateKeys: SealingPrivateKeys.parse({ keys }), publicKeys: SealingPublicKeys.parse({ keys }) };
}

/** Fresh keys for a vault: one that wraps data keys and one for blind indexes. */
export function generateVaultKeys(keyId: string): VaultKeys {
  const key = (kid: string, use: 'enc' | 'sig'): unknown => ({
    kty: 'oct',
    k: randomBytes(32).toString('base64url'),
    kid,
    use,
  });
  return VaultKeys.parse({ keys: [key(`${keyId}-wrap`, 'enc'), key(`${keyId}-index`, 'sig')] });
}
