import { IdentityPrivateKeys, jsonSetting, SealingPublicKeys, serviceEnv, VaultKeys } from '@motcua/service-kit';
import { z } from 'zod';

export const envShape = {
  ...serviceEnv,
  SEAL_PUBLIC_KEYS: jsonSetting(SealingPublicKeys).describe(
    'public keys of notifications and delivery, a JSON Web Key Set',
  ),
  DATA_KEYS: jsonSetting(VaultKeys).describe(
    'keys that wrap data keys at rest, a JSON Web Key Set of 32-byte oct keys',
  ),
  PARTNER_SIGNING_KEYS: jsonSetting(IdentityPrivateKeys).describe(
    'Ed25519 private keys, a JSON Web Key Set; the first signs',
  ),
  ACCESS_TOKEN_KEYS: jsonSetting(IdentityPrivateKeys).describe(
    'Ed25519 private keys, a JSON Web Key Set; the first signs access tokens',
  ),
  DOCUMENT_SIGNING_KEYS: jsonSetting(IdentityPrivateKeys).describe(
    'Ed25519 private keys, a JSON Web Key Set; the first signs printed documents',
  ),
  PORTAL_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .describe('https://… of the portal, where links in messages and on paper lead'),
  CAPTCHA_SECRET: z.string().min(32).describe('at least 32 characters nobody can guess, the same for every replica'),
  NATIONAL_SYNC_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('folder for what the national portal is told, nothing is told when absent'),
  CLAMD_URL: z
    .url({ protocol: /^tcp$/ })
    .optional()
    .describe('tcp://host:port of the virus scanner clamd, none when absent'),
} as const;

export type Env = z.infer<z.ZodObject<typeof envShape>>;
