import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** Secrets of one development platform, by environment variable; made once, kept beside the data they protect. */
export type PlatformKeys = Readonly<Record<KeyName, string>>;

const names = [
  'IDENTITY_PRIVATE_KEYS',
  'IDENTITY_PUBLIC_KEYS',
  'SEAL_PRIVATE_KEYS_NOTIFICATIONS',
  'SEAL_PRIVATE_KEYS_DELIVERY',
  'SEAL_PUBLIC_KEYS',
  'DATA_KEYS',
  'PARTNER_SIGNING_KEYS',
  'CAPTCHA_SECRET',
  'VNPAY_HASH_SECRET',
  'CARRIER_API_KEY',
  'CARRIER_WEBHOOK_SECRET',
  'SMPP_PASSWORD',
  'AGENCY_PASSWORDS',
] as const;
type KeyName = (typeof names)[number];

/** Reads the keys kept in `file`, or makes and keeps them; `undefined` makes keys that nobody keeps. */
export async function findKeys(file: string | undefined, agencies: readonly string[]): Promise<PlatformKeys> {
  if (file !== undefined && existsSync(file)) return keysFrom(JSON.parse(readFileSync(file, 'utf8')));
  const keys = await makeKeys(agencies);
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(keys, null, 2), { mode: 0o600 });
  }
  return keys;
}

function keysFrom(kept: unknown): PlatformKeys {
  const found = new Map(Object.entries(kept ?? {}).map(([name, value]) => [name, String(value)]));
  const key = (name: KeyName) => {
    const value = found.get(name);
    if (value === undefined) throw new Error(`The kept keys lack ${name}: remove .motcua and start again.`);
    return value;
  };
  return recordOf(key);
}

async function makeKeys(agencies: readonly string[]): Promise<PlatformKeys> {
  const identity = await pair('EdDSA', 'gateway-1');
  const partner = await pair('EdDSA', 'partner-1');
  const notifications = await pair('ECDH-ES+A256KW', 'notifications-1');
  const delivery = await pair('ECDH-ES+A256KW', 'delivery-1');
  const dataKey = { kty: 'oct', kid: 'data-1', k: randomBytes(32).toString('base64url') };
  const made: PlatformKeys = {
    IDENTITY_PRIVATE_KEYS: jwks(identity.secret),
    IDENTITY_PUBLIC_KEYS: jwks(identity.open),
    SEAL_PRIVATE_KEYS_NOTIFICATIONS: jwks(notifications.secret),
    SEAL_PRIVATE_KEYS_DELIVERY: jwks(delivery.secret),
    SEAL_PUBLIC_KEYS: jwks(notifications.open, delivery.open),
    DATA_KEYS: jwks(dataKey),
    PARTNER_SIGNING_KEYS: jwks(partner.secret),
    CAPTCHA_SECRET: secret(),
    VNPAY_HASH_SECRET: secret(),
    CARRIER_API_KEY: secret(),
    CARRIER_WEBHOOK_SECRET: secret(),
    // SMPP 3.4 allows eight characters of password.
    SMPP_PASSWORD: randomBytes(4).toString('hex'),
    AGENCY_PASSWORDS: JSON.stringify(Object.fromEntries(agencies.map((agency) => [agency, secret()]))),
  };
  return made;
}

async function pair(algorithm: string, kid: string): Promise<{ open: JWK; secret: JWK }> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, {
    extractable: true,
    crv: algorithm === 'EdDSA' ? 'Ed25519' : 'P-256',
  });
  const label = { kid, alg: algorithm };
  return {
    open: { ...(await exportJWK(publicKey)), ...label },
    secret: { ...(await exportJWK(privateKey)), ...label },
  };
}

function recordOf(value: (name: KeyName) => string): PlatformKeys {
  const entries = names.map((name) => [name, value(name)] as const);
  return Object.fromEntries(entries) as PlatformKeys; // Object.fromEntries forgets the key names it was given
}

const jwks = (...keys: readonly JWK[]) => JSON.stringify({ keys });
const secret = () => randomBytes(24).toString('hex');
