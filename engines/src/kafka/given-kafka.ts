import { readFile } from 'node:fs/promises';
import type { KafkaEngine, SaslMechanism } from '../engine.js';
import { EngineError } from '../engine-error.js';
import { addPartner, addReader, answersPlatform, type KafkaAccess } from './partners.js';

/** The Kafka named by `KAFKA_BROKERS` and its companions. It is not ours: nothing is started, stopped or killed. */
export async function useGivenKafka(env: NodeJS.ProcessEnv = process.env): Promise<KafkaEngine> {
  const parsed = parseGivenKafka(env);
  const access = parsed.tlsCa === undefined ? parsed : { ...parsed, tlsCa: await readAuthority(parsed.tlsCa) };
  if (!(await answersPlatform(access))) {
    throw new EngineError(
      'KAFKA_UNREACHABLE',
      'KAFKA_BROKERS is set, but no Kafka lets us in there with KAFKA_USERNAME and KAFKA_PASSWORD. Correct them, or unset KAFKA_BROKERS to let one be found',
    );
  }
  return {
    ...access,
    description: 'given by KAFKA_BROKERS',
    addPartner: (name, password, topicPrefix) => addPartner(access, name, password, topicPrefix),
    addReader: (name, password, topics) => addReader(access, name, password, topics),
    stop: () => Promise.resolve(),
  };
}

/** `KAFKA_TLS_CA` is the certificate itself (PEM), or the file it lies in. */
async function readAuthority(value: string): Promise<string> {
  const pem = value.includes('-----BEGIN') ? value : await readFile(value, 'utf8').catch(() => '');
  if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
  throw new EngineError(
    'KAFKA_SETTINGS_INVALID',
    'KAFKA_TLS_CA is neither a certificate (PEM) nor a file that holds one',
  );
}

/** Throws KAFKA_SETTINGS_INCOMPLETE or KAFKA_SETTINGS_INVALID. `KAFKA_PARTNER_BROKERS` is `KAFKA_BROKERS` when absent. */
export function parseGivenKafka(env: NodeJS.ProcessEnv): KafkaAccess {
  const brokers = list(env['KAFKA_BROKERS']);
  const username = env['KAFKA_USERNAME'] ?? '';
  const password = env['KAFKA_PASSWORD'] ?? '';
  if (username === '' || password === '') {
    throw new EngineError(
      'KAFKA_SETTINGS_INCOMPLETE',
      'KAFKA_BROKERS is set, so KAFKA_USERNAME and KAFKA_PASSWORD are needed too',
    );
  }
  const wrong = [...brokers, ...list(env['KAFKA_PARTNER_BROKERS'])].find(
    (broker) => !/^[^:\s]+:\d{1,5}$|^\[[\da-f:]+\]:\d{1,5}$/i.test(broker),
  );
  if (wrong !== undefined || brokers.length === 0) {
    throw new EngineError(
      'KAFKA_SETTINGS_INVALID',
      'KAFKA_BROKERS and KAFKA_PARTNER_BROKERS read host:port[,host:port …]',
    );
  }
  const partnerBrokers = list(env['KAFKA_PARTNER_BROKERS']);
  const saslMechanism = parseMechanism(env['KAFKA_SASL_MECHANISM']);
  const tlsCa = env['KAFKA_TLS_CA'];
  return {
    brokers,
    partnerBrokers: partnerBrokers.length === 0 ? brokers : partnerBrokers,
    platform: { username, password },
    ...(saslMechanism === undefined ? {} : { saslMechanism }),
    ...(tlsCa === undefined || tlsCa === '' ? {} : { tlsCa }),
  };
}

function parseMechanism(value: string | undefined): SaslMechanism | undefined {
  if (value === undefined || value === '') return undefined;
  const known = (['plain', 'scram-sha-256', 'scram-sha-512'] as const).find(
    (mechanism) => mechanism === value.toLowerCase(),
  );
  if (known === undefined) {
    throw new EngineError(
      'KAFKA_SETTINGS_INVALID',
      'KAFKA_SASL_MECHANISM is one of plain, scram-sha-256, scram-sha-512',
    );
  }
  return known;
}

function list(value: string | undefined): readonly string[] {
  return (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
