import { jsonSetting, SealingPrivateKeys, serviceEnv, VaultKeys } from '@motcua/service-kit';
import { z } from 'zod';

export const envShape = {
  ...serviceEnv,
  SEAL_PRIVATE_KEYS: jsonSetting(SealingPrivateKeys).describe(
    'a JSON Web Key Set of the private keys that open contacts',
  ),
  DATA_KEYS: jsonSetting(VaultKeys).describe('a JSON Web Key Set of the keys that wrap data keys'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^/]+$/)
    .describe('the mail server, smtp:// or smtps://, with user and password where it asks for them'),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>$/)
    .describe('who letters are from: Name <address>'),
  MAIL_DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/i)
    .optional()
    .describe('under which name our DKIM key is published in the domain of MAIL_FROM'),
  MAIL_DKIM_KEY: z
    .string()
    .regex(/^-----BEGIN (RSA )?PRIVATE KEY-----/)
    .optional()
    .describe('the private key that signs letters, as PEM'),
  SMPP_URL: z
    .string()
    .regex(/^s?smpp:\/\/[^/:]+:\d+$/)
    .describe('the message centre, smpp:// or ssmpp:// with its port'),
  SMPP_SYSTEM_ID: z.string().min(1).max(15).describe('our name at the message centre, at most 15 signs'),
  SMPP_PASSWORD: z.string().min(1).max(8).describe('our password there, at most 8 signs'),
  SMPP_PER_SECOND: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe('how many parts of texts a message centre takes from us in a second'),
  SMPP_SECOND_URL: z
    .string()
    .regex(/^s?smpp:\/\/[^/:]+:\d+$/)
    .optional()
    .describe('a second message centre, used while the first is slow or away'),
  SMPP_SECOND_SYSTEM_ID: z.string().min(1).max(15).optional().describe('our name at the second message centre'),
  SMPP_SECOND_PASSWORD: z.string().min(1).max(8).optional().describe('our password there'),
  SMS_BRAND: z
    .string()
    .regex(/^(?!\d+$)[A-Za-z0-9\-_. ]{1,11}$/)
    .describe('who texts are from: at most 11 letters, digits, - _ . and spaces, not digits alone'),
  SMS_PART_PRICE_VND: z.coerce
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('what one part of a text costs, in đồng'),
} as const;

export type Env = z.infer<z.ZodObject<typeof envShape>>;
