import { jsonSetting, serviceEnv, VaultKeys } from '@motcua/service-kit';
import { z } from 'zod';

export const envShape = {
  ...serviceEnv,
  DATA_KEYS: jsonSetting(VaultKeys).describe('a JSON Web Key Set whose keys the links to receipts are signed by'),
  VNPAY_PAY_URL: z.url().describe('the bank’s page, without a query'),
  VNPAY_API_URL: z.url().describe('where the bank answers querydr'),
  VNPAY_TMN_CODE: z
    .string()
    .regex(/^[A-Z0-9]{8}$/)
    .describe('the terminal code the bank gave us'),
  VNPAY_HASH_SECRET: z.string().min(16).describe('the secret shared with the bank'),
  VNPAY_RETURN_URL: z.url().describe('our page the bank sends the citizen back to'),
  BANK_STATEMENT_URL: z.url().describe('where the bank gives its statement of a day'),
  TRANSFER_BANK_ID: z
    .string()
    .regex(/^\d{6}$/)
    .optional()
    .describe('the bank of the account for transfers, NAPAS’s six digits; without it nobody pays by transfer'),
  TRANSFER_ACCOUNT: z
    .string()
    .regex(/^[A-Z0-9]{1,19}$/)
    .optional()
    .describe('the account for transfers'),
  VNPAY_IP_ADDRESS: z
    .union([z.ipv4(), z.ipv6()])
    .default('127.0.0.1')
    .describe('the address told to the bank as ours, loopback when absent'),
} as const;

export type Env = z.infer<z.ZodObject<typeof envShape>>;
