import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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
  'ACCESS_TOKEN_KEYS',
  'ACCESS_TOKEN_PUBLIC_KEYS',
  'DOCUMENT_SIGNING_KEYS',
  'CAPTCHA_SECRET',
  'VNPAY_HASH_SECRET',
  'CARRIER_API_KEY',
  'CARRIER_WEBHOOK_SECRET',
  'SMPP_PASSWORD',
  'AGENCY_PASSWORDS',
  'KAFKA_GATEWAY_PASSWORD',
] as const;
type KeyName = (typeof names)[number];

/**
 * What files kept by earlier versions do not have: made when it is missing, each group as one. Nothing older is ever made
 * anew, because stored data could not be read any more.
 */
const addedLater: readonly (readonly KeyName[])[] = [
  ['ACCESS_TOKEN_KEYS', 'ACCESS_TOKEN_PUBLIC_KEYS'],
  ['DOCUMENT_SIGNING_KEYS'],
  ['KAFKA_GATEWAY_PASSWORD'],
];

/** Reads the keys kept in `file`, or makes and keeps them; `undefined` makes keys that nobody keeps. */
export async function findKeys(file: string | undefined, agencies: readonly string[]): Promise<PlatformKeys> {
  if (file === undefined) return makeKeys(agencies);
  const kept = existsSync(file) ? textsIn(JSON.parse(readFileSync(file, 'utf8'))) : null;
  const missing = kept === null ? names : addedLater.filter((group) => !group.some((name) => kept.has(name))).flat();
  if (missing.length === 0) return recordOf((name) => keptOrThrow(name, kept));
  const made = await makeKeys(agencies);
  const keys = recordOf((name) => (missing.includes(name) ? made[name] : keptOrThrow(name, kept)));
  keep(file, keys);
  return keys;
}

function textsIn(kept: unknown): ReadonlyMap<string, string> {
  return new Map(Object.entries(kept ?? {}).map(([name, value]) => [name, String(value)]));
}

function keptOrThrow(name: KeyName, kept: ReadonlyMap<string, string> | null): string {
  const value = kept?.get(name);
  if (value === undefined) throw new Error(`The kept keys lack ${name}: remove .motcua and start again.`);
  return value;
}

/** Whole or not at all: a file cut off in the middle would take the data with it. */
function keep(file: string, keys: PlatformKeys): void {
  mkdirSync(dirname(file), { recursive: true });
  const whole = `${file}.${process.pid}`;
  writeFileSync(whole, JSON.stringify(keys, null, 2), { mode: 0o600 });
  renameSync(whole, file);
}

async function makeKeys(agencies: readonly string[]): Promise<PlatformKeys> {
  const identity = await pair('EdDSA', 'gateway-1');
  const partner = await pair('EdDSA', 'partner-1');
  const access = await pair('EdDSA', 'access-1');
  const documents = await pair('EdDSA', 'documents-1');
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
    ACCESS_TOKEN_KEYS: jwks(access.secret),
    ACCESS_TOKEN_PUBLIC_KEYS: jwks(access.open),
    DOCUMENT_SIGNING_KEYS: jwks(documents.secret),
    CAPTCHA_SECRET: secret(),
    VNPAY_HASH_SECRET: secret(),
    CARRIER_API_KEY: secret(),
    CARRIER_WEBHOOK_SECRET: secret(),
    // SMPP 3.4 allows eight characters of password.
    SMPP_PASSWORD: randomBytes(4).toString('hex'),
    AGENCY_PASSWORDS: JSON.stringify(Object.fromEntries(agencies.map((agency) => [agency, secret()]))),
    KAFKA_GATEWAY_PASSWORD: secret(),
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
