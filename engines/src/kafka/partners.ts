import { setTimeout as delay } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import type { Admin, AclEntry, Kafka, KafkaConfig } from 'kafkajs';
import type { KafkaEngine } from '../engine.js';
import { EngineError } from '../engine-error.js';
import { upsertScramUser } from './scram-user.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

export type KafkaAccess = Pick<KafkaEngine, 'brokers' | 'partnerBrokers' | 'platform' | 'saslMechanism' | 'tlsCa'>;

/** Principals of our own: a partner of such a name would have their rights. */
const RESERVED = new Set(['platform', 'controller', 'anonymous', 'admin', 'gateway']);
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const LOGIN_WITHIN_MS = 10_000;

/** See `KafkaEngine.addPartner`. Rights come before the login, so that the first thing an agency does is allowed. */
export async function addPartner(access: KafkaAccess, name: string, password: string, topicPrefix = ''): Promise<void> {
  refuseReserved(name);
  await addLogin(access, name, password, partnerAcls(name, topicPrefix));
}

/** See `KafkaEngine.addReader`. */
export async function addReader(
  access: KafkaAccess,
  name: string,
  password: string,
  topics: readonly string[],
): Promise<void> {
  await addLogin(access, name, password, readerAcls(name, topics));
}

async function addLogin(access: KafkaAccess, name: string, password: string, acl: AclEntry[]): Promise<void> {
  if (password === '') throw new EngineError('PARTNER_NOT_ADDED', `partner ${name} needs a password`);
  const kafka = platformClient(access);
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createAcls({ acl });
  } finally {
    await admin.disconnect();
  }
  const failed = (await upsertScramUser(kafka, name, password)).find(({ errorCode }) => errorCode !== 0);
  if (failed !== undefined) {
    throw new EngineError(
      'PARTNER_NOT_ADDED',
      `Kafka refused partner ${name}: ${failed.message ?? `error ${String(failed.errorCode)}`}`,
    );
  }
  await awaitLogin(access, name, password);
}

/** What one agency may do: read its own topic with groups of its own name, write its own answers. Nothing else. */
export function partnerAcls(name: string, topicPrefix = ''): AclEntry[] {
  const answers = topic(`${topicPrefix}agency-result.${name}.v1`);
  return [
    ...readerAcls(name, [`partner.${name}.v1`], topicPrefix),
    { ...allowed(name), ...answers, operation: AclOperationTypes.WRITE },
  ];
}

/** Reading alone, with groups of its own name. */
export function readerAcls(name: string, topics: readonly string[], topicPrefix = ''): AclEntry[] {
  const groups = { resourceType: AclResourceTypes.GROUP, resourcePatternType: ResourcePatternTypes.PREFIXED };
  return [
    ...topics.map((each) => ({
      ...allowed(name),
      ...topic(topicPrefix + each),
      operation: AclOperationTypes.READ,
    })),
    { ...allowed(name), ...groups, resourceName: `${topicPrefix}${name}.`, operation: AclOperationTypes.READ },
  ];
}

const allowed = (name: string) => ({ principal: `User:${name}`, host: '*', permissionType: AclPermissionTypes.ALLOW });
const topic = (resourceName: string) => ({
  resourceType: AclResourceTypes.TOPIC,
  resourcePatternType: ResourcePatternTypes.LITERAL,
  resourceName,
});

/** Whether the platform's own login is let in. The reason stays inside: it would show hosts. */
export async function answersPlatform(access: KafkaAccess): Promise<boolean> {
  return canConnect(platformClient(access).admin());
}

/** Settles when the platform's login is let in; throws ENGINE_DID_NOT_START after `withinMs`. */
export async function untilAnswering(access: KafkaAccess, withinMs: number): Promise<void> {
  const giveUpAt = Date.now() + withinMs;
  while (!(await answersPlatform(access))) {
    if (Date.now() > giveUpAt) throw new EngineError('ENGINE_DID_NOT_START', 'Kafka does not answer');
    // A broker in a container announces nothing to the outside but its log.
    await delay(200);
  }
}

function refuseReserved(name: string): void {
  if (RESERVED.has(name)) {
    throw new EngineError(
      'PARTNER_NAME_REFUSED',
      `no partner may be called ${name}: that name has rights of its own in Kafka`,
    );
  }
  if (!NAME.test(name)) {
    throw new EngineError(
      'PARTNER_NAME_REFUSED',
      `${JSON.stringify(name)} is no partner name: lower-case words joined by -, such as police-residence`,
    );
  }
}

/** A new password takes a moment to reach the listener, and no event tells when. */
async function awaitLogin(access: KafkaAccess, username: string, password: string): Promise<void> {
  const giveUpAt = Date.now() + LOGIN_WITHIN_MS;
  while (Date.now() < giveUpAt) {
    const kafka = new kafkajs.Kafka({
      ...connection(access),
      brokers: [...access.partnerBrokers],
      sasl: { mechanism: 'scram-sha-512', username, password },
    });
    if (await canConnect(kafka.admin())) return;
    await delay(50);
  }
  throw new EngineError(
    'PARTNER_NOT_ADDED',
    `partner ${username} was added, but cannot log in on the partners' listener`,
  );
}

function platformClient(access: KafkaAccess): Kafka {
  const { username, password } = access.platform;
  const base = { ...connection(access), brokers: [...access.brokers] };
  switch (access.saslMechanism ?? 'plain') {
    case 'plain':
      return new kafkajs.Kafka({ ...base, sasl: { mechanism: 'plain', username, password } });
    case 'scram-sha-256':
      return new kafkajs.Kafka({ ...base, sasl: { mechanism: 'scram-sha-256', username, password } });
    case 'scram-sha-512':
      return new kafkajs.Kafka({ ...base, sasl: { mechanism: 'scram-sha-512', username, password } });
  }
}

function connection(access: KafkaAccess): Omit<KafkaConfig, 'brokers'> {
  return {
    clientId: 'motcua-engines',
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 3_000,
    retry: { retries: 2, initialRetryTime: 50 },
    ...(access.tlsCa === undefined ? {} : { ssl: { ca: [access.tlsCa] } }),
  };
}

async function canConnect(admin: Admin): Promise<boolean> {
  try {
    await admin.connect();
    return true;
  } catch (error) {
    if (error instanceof kafkajs.KafkaJSError) return false;
    throw error;
  } finally {
    await admin.disconnect();
  }
}
