import { join } from 'node:path';
import type { AgencyName } from '@motcua/event-contracts';
import type { PlatformKeys } from './keys.js';

export const subgraphs = ['procedures', 'dossiers', 'payments', 'notifications', 'delivery'] as const;
export type SubgraphName = (typeof subgraphs)[number];
export type PartName = SubgraphName | 'gateway' | 'sandbox';

export type PortName = PartName | 'smtp' | 'smpp';
export const preferredPorts: Readonly<Record<PortName, number>> = {
  gateway: 4000,
  procedures: 4001,
  dossiers: 4002,
  payments: 4003,
  notifications: 4004,
  delivery: 4005,
  sandbox: 4010,
  smtp: 4025,
  smpp: 4275,
};

export interface Surroundings {
  readonly ports: Readonly<Record<PortName, number>>;
  readonly keys: PlatformKeys;
  /** MONGODB_URL, KAFKA_BROKERS … as @motcua/engines names them. */
  readonly engines: Readonly<Record<string, string>>;
  readonly databaseUrl: (database: string) => string;
  /** What the sandbox's clock shows at first, ISO 8601; the system's time when absent. */
  readonly startsAt?: string | undefined;
  /** Agencies for which the sandbox does not answer. */
  readonly without: readonly AgencyName[];
}

type Environment = Readonly<Record<string, string>>;

export const urlOf = (ports: Surroundings['ports'], part: PartName): string => `http://127.0.0.1:${ports[part]}`;

/** The environment of each process, complete: nothing is inherited. */
export function environmentOf(part: PartName, around: Surroundings): Environment {
  const common = { NODE_ENV: 'development', LOG_LEVEL: 'info' };
  if (part === 'gateway') return { ...common, ...gateway(around), ...spending(around) };
  if (part === 'sandbox') return { ...common, ...sandbox(around) };
  return { ...common, ...service(part, around), ...own[part](around) };
}

function service(name: SubgraphName, { ports, keys, engines, databaseUrl }: Surroundings): Environment {
  return {
    SERVICE_HOST: '127.0.0.1',
    SERVICE_PORT: String(ports[name]),
    ...engines,
    MONGODB_URL: databaseUrl(name),
    IDENTITY_PUBLIC_KEYS: keys.IDENTITY_PUBLIC_KEYS,
    CLOCK_URL: `${urlOf(ports, 'sandbox')}/clock`,
  };
}

const own: Readonly<Record<SubgraphName, (around: Surroundings) => Environment>> = {
  procedures: () => ({}),
  dossiers: ({ keys }) => ({
    SEAL_PUBLIC_KEYS: keys.SEAL_PUBLIC_KEYS,
    DATA_KEYS: keys.DATA_KEYS,
    PARTNER_SIGNING_KEYS: keys.PARTNER_SIGNING_KEYS,
    ACCESS_TOKEN_KEYS: keys.ACCESS_TOKEN_KEYS,
    DOCUMENT_SIGNING_KEYS: keys.DOCUMENT_SIGNING_KEYS,
    PORTAL_URL: 'https://dichvucong.example.vn',
    CAPTCHA_SECRET: keys.CAPTCHA_SECRET,
  }),
  payments: ({ ports, keys }) => ({
    DATA_KEYS: keys.DATA_KEYS,
    VNPAY_PAY_URL: `${urlOf(ports, 'sandbox')}/bank/paymentv2/vpcpay.html`,
    VNPAY_API_URL: `${urlOf(ports, 'sandbox')}/bank/merchant_webapi/api/transaction`,
    VNPAY_TMN_CODE: 'TESTTMN1',
    VNPAY_HASH_SECRET: keys.VNPAY_HASH_SECRET,
    VNPAY_RETURN_URL: `${urlOf(ports, 'gateway')}/bank/vnpay/return`,
    BANK_STATEMENT_URL: `${urlOf(ports, 'sandbox')}/bank/statement`,
    TRANSFER_BANK_ID: '970403',
    TRANSFER_ACCOUNT: '0011012345678',
  }),
  notifications: ({ ports, keys }) => ({
    SEAL_PRIVATE_KEYS: keys.SEAL_PRIVATE_KEYS_NOTIFICATIONS,
    DATA_KEYS: keys.DATA_KEYS,
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    MAIL_FROM: 'Một cửa <motcua@example.com>',
    SMPP_URL: `smpp://127.0.0.1:${ports.smpp}`,
    SMPP_SYSTEM_ID: 'motcua',
    SMPP_PASSWORD: keys.SMPP_PASSWORD,
    SMS_BRAND: 'MOTCUA',
    SMS_PART_PRICE_VND: '300',
  }),
  delivery: ({ ports, keys }) => ({
    SEAL_PRIVATE_KEYS: keys.SEAL_PRIVATE_KEYS_DELIVERY,
    SEAL_PUBLIC_KEYS: keys.SEAL_PUBLIC_KEYS,
    DATA_KEYS: keys.DATA_KEYS,
    CARRIER_URL: `${urlOf(ports, 'sandbox')}/carrier`,
    CARRIER_API_KEY: keys.CARRIER_API_KEY,
    CARRIER_WEBHOOK_SECRET: keys.CARRIER_WEBHOOK_SECRET,
  }),
};

/** What an agency is given for its program: addresses, its secret, and where it may keep its state. */
export function environmentOfPartner(
  agency: AgencyName,
  { ports, keys, engines }: Surroundings,
  home: string,
): Environment {
  const passwords = JSON.parse(keys.AGENCY_PASSWORDS) as Readonly<Record<string, string>>; // made by keys.ts
  return {
    KAFKA_BROKERS: engines['KAFKA_PARTNER_BROKERS'] ?? '',
    KAFKA_TLS: 'no',
    KAFKA_GROUP: `${agency}.answering`,
    AGENCY_SECRET: passwords[agency] ?? '',
    TOKEN_URL: `${urlOf(ports, 'sandbox')}/oidc/token`,
    GRAPHQL_URL: `${urlOf(ports, 'gateway')}/graphql`,
    PARTNER_KEYS_URL: `${urlOf(ports, 'gateway')}/partner-keys.json`,
    STATE_FILE: join(home, `partner-${agency}.json`),
  };
}

function gateway({ ports, keys, engines }: Surroundings): Environment {
  return {
    GATEWAY_HOST: '127.0.0.1',
    GATEWAY_PORT: String(ports.gateway),
    SUBGRAPH_URLS: JSON.stringify(Object.fromEntries(subgraphs.map((name) => [name, `${urlOf(ports, name)}/graphql`]))),
    IDENTITY_PRIVATE_KEYS: keys.IDENTITY_PRIVATE_KEYS,
    // Only listens, and faces the world: a login that can do no more, on the listener of those who are bounded.
    KAFKA_BROKERS: engines['KAFKA_PARTNER_BROKERS'] ?? '',
    KAFKA_USERNAME: 'gateway',
    KAFKA_PASSWORD: keys.KAFKA_GATEWAY_PASSWORD,
    KAFKA_SASL_MECHANISM: 'scram-sha-512',
    ...(engines['KAFKA_TLS_CA'] === undefined ? {} : { KAFKA_TLS_CA: engines['KAFKA_TLS_CA'] }),
    OIDC_ISSUER: `${urlOf(ports, 'sandbox')}/oidc`,
    OIDC_AUDIENCE: 'motcua',
    ACCESS_TOKEN_PUBLIC_KEYS: keys.ACCESS_TOKEN_PUBLIC_KEYS,
    TRUSTED_PROXIES: '',
    EXPLORER: 'yes',
    CORS_ORIGINS: '*', // a front end under development is served from another port
  };
}

/** Tests and demonstrations ask for whole towns from one address. */
function spending({ databaseUrl }: Surroundings): Environment {
  return {
    REGISTERED_OPERATIONS_ONLY: 'no',
    MONGODB_URL: databaseUrl('gateway'),
    COST_PER_MINUTE_VIEWER: '6000000',
    COST_PER_MINUTE_ADDRESS: '60000000',
  };
}

function sandbox({ ports, keys, engines, startsAt, without }: Surroundings): Environment {
  return {
    ...(without.length === 0 ? {} : { AGENCIES_ELSEWHERE: without.join(',') }),
    ...(startsAt === undefined ? {} : { CLOCK_STARTS_AT: startsAt }),
    SANDBOX_HOST: '127.0.0.1',
    SANDBOX_PORT: String(ports.sandbox),
    SMTP_PORT: String(ports.smtp),
    SMPP_PORT: String(ports.smpp),
    SMPP_SYSTEM_ID: 'motcua',
    SMPP_PASSWORD: keys.SMPP_PASSWORD,
    VNPAY_IPN_URL: `${urlOf(ports, 'gateway')}/bank/vnpay/ipn`,
    VNPAY_TMN_CODE: 'TESTTMN1',
    VNPAY_HASH_SECRET: keys.VNPAY_HASH_SECRET,
    CARRIER_API_KEY: keys.CARRIER_API_KEY,
    CARRIER_WEBHOOK_URL: `${urlOf(ports, 'gateway')}/carrier/webhook`,
    CARRIER_WEBHOOK_SECRET: keys.CARRIER_WEBHOOK_SECRET,
    GATEWAY_URL: `${urlOf(ports, 'gateway')}/graphql`,
    KAFKA_PARTNER_BROKERS: engines['KAFKA_PARTNER_BROKERS'] ?? '',
    AGENCY_PASSWORDS: keys.AGENCY_PASSWORDS,
    PARTNER_KEYS_URL: `${urlOf(ports, 'dossiers')}/partner-keys.json`,
  };
}
