import { generateKeyPairSync } from 'node:crypto';
import { developmentMarker } from '../env.js';
import { generateIdentityKeys, generateSealingKeys, generateVaultKeys } from '../key-generation.js';
import type { IdentityPrivateKey, IdentityPublicKeys, SealingPrivateKeys, SealingPublicKeys } from '../key-sets.js';
import type { VaultKeys } from '../key-sets.js';

/** Who opens sealed fields. */
const recipients = ['notifications', 'delivery'] as const;

/** Every key a process of the platform may ask for, made for one test and known to nobody else. */
export interface BenchKeys {
  readonly identity: { readonly privateKey: IdentityPrivateKey; readonly publicKeys: IdentityPublicKeys };
  readonly sealingPublicKeys: SealingPublicKeys;
  readonly sealingPrivateKeysOf: (recipient: string) => SealingPrivateKeys | undefined;
  readonly vault: VaultKeys;
  /** JSON Web Key Sets with one private Ed25519 key each, as text. */
  readonly partnerSigning: string;
  readonly accessTokens: string;
  readonly documentSigning: string;
}

export function makeBenchKeys(): BenchKeys {
  const sealing = new Map(
    recipients.map((recipient) => [recipient as string, generateSealingKeys(`${recipient}-${developmentMarker}`)]),
  );
  return {
    identity: generateIdentityKeys(`gateway-${developmentMarker}`),
    sealingPublicKeys: { keys: [...sealing.values()].flatMap(({ publicKeys }) => publicKeys.keys) },
    sealingPrivateKeysOf: (recipient) => sealing.get(recipient)?.privateKeys,
    vault: generateVaultKeys(`vault-${developmentMarker}`),
    partnerSigning: signingKeys('partner'),
    accessTokens: signingKeys('access'),
    documentSigning: signingKeys('documents'),
  };
}

function signingKeys(name: string): string {
  const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return JSON.stringify({ keys: [{ ...key, kid: `${name}-${developmentMarker}`, alg: 'EdDSA' }] });
}

/** As environment variables, with the names the launcher gives them; private keys only to the service they belong to. */
export function keyEnvironment(keys: BenchKeys, service: string): Readonly<Record<string, string>> {
  const opening = keys.sealingPrivateKeysOf(service);
  return {
    IDENTITY_PUBLIC_KEYS: JSON.stringify(keys.identity.publicKeys),
    IDENTITY_PRIVATE_KEYS: JSON.stringify({ keys: [keys.identity.privateKey] }),
    SEAL_PUBLIC_KEYS: JSON.stringify(keys.sealingPublicKeys),
    ...(opening === undefined ? {} : { SEAL_PRIVATE_KEYS: JSON.stringify(opening) }),
    DATA_KEYS: JSON.stringify(keys.vault),
    PARTNER_SIGNING_KEYS: keys.partnerSigning,
    ACCESS_TOKEN_KEYS: keys.accessTokens,
    DOCUMENT_SIGNING_KEYS: keys.documentSigning,
    PORTAL_URL: 'https://portal.test',
  };
}
