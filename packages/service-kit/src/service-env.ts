import { z } from 'zod';
import { jsonSetting } from './json-setting.js';
import { IdentityPublicKeys } from './key-sets.js';

const text = (expected: string) => z.string().describe(expected);

/** The settings every service has; a service spreads them into its own `env.ts` and adds what it needs. */
export const serviceEnv = {
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('production')
    .describe('development, test or production (when absent)'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('debug, info (when absent), warn, error or silent'),
  SERVICE_HOST: z.string().default('127.0.0.1').describe('the address to listen on, loopback when absent'),
  SERVICE_PORT: z.coerce.number().int().min(0).max(65_535).describe('a TCP port, or 0 for a free one'),
  MONGODB_URL: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/[^/]+\/[^/?]+/)
    .describe('a MongoDB URL with the name of the database'),
  KAFKA_BROKERS: text('host:port of one or more brokers, separated by commas'),
  KAFKA_USERNAME: text('the Kafka user'),
  KAFKA_PASSWORD: text('the Kafka user’s password'),
  KAFKA_SASL_MECHANISM: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['plain', 'scram-sha-256', 'scram-sha-512']))
    .default('plain')
    .describe('plain (when absent), scram-sha-256 or scram-sha-512'),
  KAFKA_TLS_CA: z.string().optional().describe('the certificate authority of the brokers as PEM, when they speak TLS'),
  TOPIC_PREFIX: z
    .string()
    .max(60)
    .default('')
    .meta({ description: 'what keeps the topics of one test run apart', developmentOnly: true }),
  IDENTITY_PUBLIC_KEYS: jsonSetting(IdentityPublicKeys).describe('a JSON Web Key Set of Ed25519 public keys with ids'),
  CLOCK_URL: z
    .url()
    .optional()
    .meta({ description: 'where the sandbox’s clock answers, the system’s clock when absent', developmentOnly: true }),
} as const;
