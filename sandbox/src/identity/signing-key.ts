import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';

export const signingAlgorithm = 'ES256';

/** Made anew at each start: tokens of an earlier run are worth nothing. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly privateJwk: JWK;
}

export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true });
  const kid = `sandbox-${randomUUID().slice(0, 8)}`;
  return { kid, privateKey, privateJwk: { ...(await exportJWK(privateKey)), kid, alg: signingAlgorithm, use: 'sig' } };
}
