import { readFileSync } from 'node:fs';
import { agencies, type AgencyName } from '@motcua/event-contracts';

export type Env = ReturnType<typeof parseEnv>;

/**
 * Reads every setting and names all problems at once, never a value. `NAME_FILE` names a file to read `NAME` from.
 * Without KAFKA_PARTNER_BROKERS no agency listens; everything else works.
 */
export function parseEnv(source: NodeJS.ProcessEnv) {
  const read = readerOf(source);
  const brokers = read.optional('KAFKA_PARTNER_BROKERS');
  const env = {
    LOG_LEVEL: read.oneOf('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
    SANDBOX_HOST: read.text('SANDBOX_HOST', '127.0.0.1'),
    SANDBOX_PORT: read.port('SANDBOX_PORT', 4010),
    SANDBOX_PUBLIC_URL: read.url('SANDBOX_PUBLIC_URL'),
    CLOCK_STARTS_AT: startOf(read),
    SMTP_PORT: read.port('SMTP_PORT', 4025),
    SMPP_PORT: read.port('SMPP_PORT', 4275),
    MESSAGES_KEPT: read.count('MESSAGES_KEPT', 500),
    SMPP_SYSTEM_ID: read.text('SMPP_SYSTEM_ID', 'motcua'),
    SMPP_PASSWORD: read.text('SMPP_PASSWORD'),
    VNPAY_TMN_CODE: read.text('VNPAY_TMN_CODE', 'TESTTMN1'),
    VNPAY_HASH_SECRET: read.text('VNPAY_HASH_SECRET'),
    VNPAY_IPN_URL: read.url('VNPAY_IPN_URL'),
    CARRIER_API_KEY: read.text('CARRIER_API_KEY'),
    CARRIER_WEBHOOK_URL: read.url('CARRIER_WEBHOOK_URL'),
    CARRIER_WEBHOOK_SECRET: read.text('CARRIER_WEBHOOK_SECRET'),
    CARRIER_DOOR_PATIENCE_MS: read.milliseconds('CARRIER_DOOR_PATIENCE_MS', 20_000),
    AGENCY_PASSWORDS: read.byAgency('AGENCY_PASSWORDS', isNonEmptyText, 'a JSON object of agency → password'),
    AGENCY_WORKING_MS: read.byAgency('AGENCY_WORKING_MS', isDuration, 'a JSON object of agency → milliseconds'),
    AGENCIES_ELSEWHERE: elsewhere(read),
    KAFKA_PARTNER_BROKERS: brokers,
    TOPIC_PREFIX: read.optional('TOPIC_PREFIX') ?? '',
    GATEWAY_URL: read.url('GATEWAY_URL', brokers !== undefined),
    PARTNER_KEYS_URL: read.url('PARTNER_KEYS_URL', brokers !== undefined),
  };
  if (source['NODE_ENV'] === 'production') read.problem('NODE_ENV', 'the sandbox never runs in production');
  for (const agency of brokers === undefined ? [] : agencies) {
    if (env.AGENCY_PASSWORDS[agency] === undefined) read.problem('AGENCY_PASSWORDS', `a password for ${agency}`);
  }
  read.end();
  return env;
}

const isAgency = (value: string): value is AgencyName => agencies.some((agency) => agency === value);
const isNonEmptyText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isDuration = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function readerOf(source: NodeJS.ProcessEnv) {
  const problems: string[] = [];
  const problem = (name: string, expected: string): void => {
    problems.push(`${name}: ${expected}`);
  };
  const optional = (name: string): string | undefined => source[name] || fromFile(source[`${name}_FILE`]);
  return {
    ...{ problem, optional, ...numbersOf(optional, problem) },
    text(name: string, otherwise?: string): string {
      const value = optional(name) ?? otherwise;
      if (value === undefined) problem(name, 'is missing');
      return value ?? '';
    },
    oneOf<Choice extends string>(name: string, choices: readonly Choice[], otherwise: Choice): Choice {
      const value = optional(name) ?? otherwise;
      const chosen = choices.find((choice) => choice === value);
      if (chosen === undefined) problem(name, `one of ${choices.join(', ')}`);
      return chosen ?? otherwise;
    },
    url(name: string, required = false): URL | undefined {
      const value = optional(name);
      if (value === undefined && required) problem(name, 'is missing');
      if (value !== undefined && !URL.canParse(value)) problem(name, 'a URL');
      return value !== undefined && URL.canParse(value) ? new URL(value) : undefined;
    },
    byAgency<Value>(name: string, is: (value: unknown) => value is Value, expected: string) {
      const { found, isExpected } = parseByAgency(optional(name) ?? '{}', is);
      if (!isExpected) problem(name, expected);
      return found;
    },
    end(): void {
      if (problems.length > 0) throw new Error(`environment: ${problems.join('; ')}`);
    },
  };
}

function numbersOf(optional: (name: string) => string | undefined, problem: (name: string, expected: string) => void) {
  const number = (isRight: (value: number) => boolean, expected: string) => (name: string, otherwise: number) => {
    const value = Number(optional(name) ?? otherwise);
    if (!isRight(value)) problem(name, expected);
    return value;
  };
  return {
    port: number((value) => isDuration(value) && value <= 65_535, 'a TCP port, or 0 for a free one'),
    milliseconds: number(isDuration, 'whole milliseconds'),
    count: number((value) => isDuration(value) && value > 0, 'how many, at least 1'),
  };
}

function parseByAgency<Value>(json: string, is: (value: unknown) => value is Value) {
  const found: Partial<Record<AgencyName, Value>> = {};
  let isExpected = true;
  for (const [agency, value] of entriesOf(json)) {
    const known = agencies.find((candidate) => candidate === agency);
    if (known === undefined || !is(value)) isExpected = false;
    else found[known] = value;
  }
  return { found, isExpected };
}

function elsewhere({ optional, problem }: ReturnType<typeof readerOf>): readonly AgencyName[] {
  const given = (optional('AGENCIES_ELSEWHERE') ?? '').split(',').filter((each) => each !== '');
  if (given.some((each) => !isAgency(each))) problem('AGENCIES_ELSEWHERE', `some of ${agencies.join(', ')}, by commas`);
  return given.filter(isAgency);
}

function startOf({ optional, problem }: ReturnType<typeof readerOf>): Date | undefined {
  const text = optional('CLOCK_STARTS_AT');
  const instant = text === undefined ? undefined : new Date(text);
  if (Number.isNaN(instant?.getTime())) problem('CLOCK_STARTS_AT', 'an instant with offset, ISO 8601');
  return instant;
}

function fromFile(path: string | undefined): string | undefined {
  return path ? readFileSync(path, 'utf8').trim() || undefined : undefined;
}

function entriesOf(json: string): readonly (readonly [string, unknown])[] {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value)
      : [['', undefined]];
  } catch {
    // Not JSON: reported by the caller as not expected, without the value, which may be a secret.
    return [['', undefined]];
  }
}
