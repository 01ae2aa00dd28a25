import { IdentityPrivateKey, IdentityPublicKeys, jsonSetting, serviceEnv } from '@motcua/service-kit';
import { z } from 'zod';
import { anyOrigin } from './cross-origin.js';

const isOrigin = (url: string): boolean => new URL(url).origin === url;
const points = z.coerce.number().int().nonnegative();

export const envShape = {
  NODE_ENV: serviceEnv.NODE_ENV,
  LOG_LEVEL: serviceEnv.LOG_LEVEL,
  GATEWAY_HOST: z.string().default('127.0.0.1').describe('the address to listen on, loopback when absent'),
  GATEWAY_PORT: z.coerce.number().int().min(0).max(65_535).describe('a TCP port, or 0 for a free one'),
  SUBGRAPH_URLS: jsonSetting(z.record(z.string(), z.url({ protocol: /^https?$/ }))).describe(
    'JSON, the URL of each subgraph of the supergraph by its name',
  ),
  IDENTITY_PRIVATE_KEYS: jsonSetting(z.object({ keys: z.array(IdentityPrivateKey).min(1) })).describe(
    'a JSON Web Key Set of Ed25519 private keys with ids; the first one signs',
  ),
  KAFKA_BROKERS: serviceEnv.KAFKA_BROKERS,
  KAFKA_USERNAME: serviceEnv.KAFKA_USERNAME,
  KAFKA_PASSWORD: serviceEnv.KAFKA_PASSWORD,
  KAFKA_SASL_MECHANISM: serviceEnv.KAFKA_SASL_MECHANISM,
  KAFKA_TLS_CA: serviceEnv.KAFKA_TLS_CA,
  TOPIC_PREFIX: serviceEnv.TOPIC_PREFIX,
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .describe('the URL of the OpenID Connect issuer, exactly as in its tokens'),
  OIDC_AUDIENCE: z.string().min(1).describe('the audience that access tokens must name'),
  ACCESS_TOKEN_PUBLIC_KEYS: jsonSetting(IdentityPublicKeys).describe(
    'a JSON Web Key Set of the Ed25519 public keys of access tokens for people without an account',
  ),
  REGISTERED_OPERATIONS_ONLY: z
    .enum(['yes', 'no'])
    .default('no')
    .transform((only) => only === 'yes')
    .describe('yes or no (when absent): whether whatever is not in registered-operations.json is refused'),
  MONGODB_URL: serviceEnv.MONGODB_URL.optional(),
  COST_PER_MINUTE_VIEWER: points.default(60_000).describe('a number of points, 60000 when absent; 0: no limit'),
  COST_PER_MINUTE_ADDRESS: points.default(600_000).describe('a number of points, 600000 when absent; 0: no limit'),
  TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])))
    .optional()
    .describe('addresses or CIDR blocks, separated by commas, of the proxies whose X-Forwarded-For is believed'),
  EXPLORER: z
    .enum(['yes', 'no'])
    .transform((shown) => shown === 'yes')
    .optional()
    .describe('yes or no: whether /explorer is there; when absent, in development only'),
  CORS_ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.union([z.literal(anyOrigin), z.url({ protocol: /^https?$/ }).refine(isOrigin)])))
    .optional()
    .describe(
      'origins, as https://host, separated by commas, of other pages that may ask; outside production also http://host, or * for any',
    ),
};
export type Env = z.infer<z.ZodObject<typeof envShape>>;
