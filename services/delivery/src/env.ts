import { jsonSetting, SealingPrivateKeys, SealingPublicKeys, serviceEnv, VaultKeys } from '@motcua/service-kit';
import { z } from 'zod';

export const envShape = {
  ...serviceEnv,
  SEAL_PRIVATE_KEYS: jsonSetting(SealingPrivateKeys).describe(
    'a JSON Web Key Set with the private keys that open addresses sealed for delivery',
  ),
  SEAL_PUBLIC_KEYS: jsonSetting(SealingPublicKeys).describe(
    'a JSON Web Key Set with the public keys of whoever sends codes: ids begin with “notifications-”',
  ),
  DATA_KEYS: jsonSetting(VaultKeys).describe('a JSON Web Key Set of the keys that wrap data keys at rest'),
  CARRIER_URL: z.url().describe('the carrier’s API, without /v1'),
  CARRIER_API_KEY: z.string().min(16).describe('the key the carrier gave us'),
  CARRIER_WEBHOOK_SECRET: z.string().min(16).describe('the secret the carrier signs its webhooks with'),
} as const;

export type Env = z.infer<z.ZodObject<typeof envShape>>;
