/** The only module that imports kafkajs: serves the port with it and closes its traps where they cannot be seen above. */
import { CompressionTypes, Kafka as Client, logLevel, Partitioners, type KafkaConfig, type LogEntry } from 'kafkajs';
import type { Admin, Consumer, EachBatchPayload, IHeaders, KafkaMessage } from 'kafkajs';
import { openKafkaAdmin } from './kafka-admin.js';
import { openTail } from './kafka-tail.js';
import type * as port from './kafka-port.js';
import type { Log } from './log.js';

export type * from './kafka-port.js';
export { readTopic } from './read-topic.js';
export { createTopics } from './topics.js';
export type { Admin as ClientAdmin, Consumer as ClientConsumer, KafkaMessage as ClientMessage };

export interface KafkaEnv {
  /** host:port, separated by commas. */
  readonly KAFKA_BROKERS: string;
  readonly KAFKA_USERNAME?: string | undefined;
  readonly KAFKA_PASSWORD?: string | undefined;
  /** plain, scram-sha-256 or scram-sha-512. */
  readonly KAFKA_SASL_MECHANISM?: string | undefined;
  /** PEM; present when the brokers speak TLS. */
  readonly KAFKA_TLS_CA?: string | undefined;
  /** Before every topic and group, so that test runs never meet; empty in production. Read from the process when absent. */
  readonly TOPIC_PREFIX?: string | undefined;
}

/** Prepares a client; nothing is opened before `openProducer`, `openConsumer` or `openAdmin`. */
export function connectKafka(env: KafkaEnv, clientId: string, log?: Log): port.Kafka {
  const patientClient = new Client(configOf(env, clientId, patient, log));
  const impatientClient = new Client(configOf(env, clientId, impatient, log));
  const kafkaWith = (topicPrefix: string): port.Kafka => ({
    topicPrefix,
    withPrefix: kafkaWith,
    openProducer: () => openProducer(impatientClient, topicPrefix),
    openConsumer: (options) => openConsumer(patientClient, topicPrefix, options),
    openTail: (options) => openTail(tailOf(impatientClient, topicPrefix, options), topicPrefix, options, toIncoming),
    openAdmin: () => openKafkaAdmin(impatientClient.admin(), topicPrefix),
  });
  return kafkaWith(env.TOPIC_PREFIX ?? process.env['TOPIC_PREFIX'] ?? '');
}

/**
 * A consumer is never done waiting (with 0 retries a first consumer stops for good). A producer gives up within seconds:
 * its caller holds an outbox and tries again with a new one. Retries of the client multiply, so few are many.
 */
const patient = { initialRetryTime: 100, maxRetryTime: 2_000, retries: 1_000 } as const;
const impatient = { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 } as const;

function configOf(env: KafkaEnv, clientId: string, retry: KafkaConfig['retry'], log: Log | undefined): KafkaConfig {
  return {
    clientId,
    brokers: env.KAFKA_BROKERS.split(',').map((broker) => broker.trim()),
    ...saslOf(env),
    ...(env.KAFKA_TLS_CA === undefined ? {} : { ssl: { ca: [env.KAFKA_TLS_CA] } }),
    connectionTimeout: 3_000,
    authenticationTimeout: 10_000,
    requestTimeout: 15_000,
    ...(retry === undefined ? {} : { retry }),
    logLevel: log === undefined ? logLevel.NOTHING : logLevel.WARN,
    logCreator: () => (entry) => {
      if (log !== undefined) forward(log, entry);
    },
  };
}

function saslOf(env: KafkaEnv): Pick<KafkaConfig, 'sasl'> {
  const { KAFKA_USERNAME: username, KAFKA_PASSWORD: password = '' } = env;
  if (username === undefined) return {};
  const mechanism = env.KAFKA_SASL_MECHANISM?.toLowerCase() ?? 'plain';
  if (mechanism === 'plain') return { sasl: { mechanism, username, password } };
  if (mechanism === 'scram-sha-256') return { sasl: { mechanism, username, password } };
  if (mechanism === 'scram-sha-512') return { sasl: { mechanism, username, password } };
  throw new Error(`"${mechanism}" is not a way to log in to Kafka that is known here`);
}

/** The client's own words are about its connections; what they mean for the work is logged where the work is. */
function forward(log: Log, { namespace, log: { message } }: LogEntry): void {
  log.warn('kafka client', { what: namespace, reason: message });
}

async function openProducer(client: Client, prefix: string): Promise<port.KafkaProducer> {
  const producer = client.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    retry: impatient,
  });
  await producer.connect();
  return {
    async send(messages) {
      const topicMessages = messages.map(({ topic, key, value, headers }) => ({
        topic: prefix + topic,
        messages: [{ key, value, headers: { ...headers } }],
      }));
      await producer.sendBatch({ topicMessages, acks: -1, compression: CompressionTypes.None });
    },
    close: () => producer.disconnect(),
  };
}

async function openConsumer(
  client: Client,
  prefix: string,
  options: port.ConsumerOptions,
): Promise<port.KafkaConsumer> {
  let closing = false;
  const consumer = client.consumer({
    groupId: prefix + options.groupId,
    // After kill -9 the partitions idle until the session times out, so it is short; slow reactions heartbeat meanwhile.
    sessionTimeout: 10_000,
    heartbeatInterval: 3_000,
    rebalanceTimeout: 30_000,
    // Also how late a paused partition is fetched again, because a fetch in flight does not include it.
    maxWaitTimeInMs: 250,
    allowAutoTopicCreation: false,
    // A restart scheduled while disconnect() runs would outlive it.
    retry: { ...patient, restartOnFailure: () => Promise.resolve(!closing) },
  });
  consumer.on('consumer.crash', ({ payload: { error, restart } }) => {
    if (!restart && !closing) options.onCrash(error);
  });
  consumer.on('consumer.group_join', ({ payload: { memberAssignment } }) => {
    options.onJoined?.(unprefixed(memberAssignment, prefix));
  });
  await consumer.connect();
  await consumer.subscribe({ topics: options.topics.map((topic) => prefix + topic), fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: options.concurrency,
    eachBatch: (payload) => withoutBareErrors(options.onBatch(toBatch(payload, prefix, () => closing))),
  });
  return {
    async close() {
      closing = true;
      await consumer.disconnect();
    },
  };
}

/** Gives up within seconds like a producer: its owner tells its own callers, and opens a new one. */
function tailOf(client: Client, prefix: string, { groupId }: port.TailOptions): Consumer {
  const retry = { ...impatient, restartOnFailure: () => Promise.resolve(false) };
  return client.consumer({ groupId: prefix + groupId, maxWaitTimeInMs: 250, allowAutoTopicCreation: false, retry });
}

/** A bare TypeError or SyntaxError counts as "not retriable" and ends the consumer for good while the process lives on. */
async function withoutBareErrors(working: Promise<void>): Promise<void> {
  try {
    await working;
  } catch (error) {
    const ofTheClient = error instanceof Error && error.name.startsWith('KafkaJS');
    throw ofTheClient ? error : new Error('a batch was not finished', { cause: error });
  }
}

function toBatch(payload: EachBatchPayload, prefix: string, isClosing: () => boolean): port.IncomingBatch {
  const { batch } = payload;
  const topic = batch.topic.slice(prefix.length);
  return {
    topic,
    partition: batch.partition,
    messages: batch.messages.map((message) => toIncoming(topic, batch.partition, message)),
    resolve: (offset) => {
      payload.resolveOffset(offset);
    },
    commit: () => payload.commitOffsetsIfNecessary(payload.uncommittedOffsets()),
    heartbeat: () => payload.heartbeat(),
    pause: () => payload.pause(),
    isCurrent: () => payload.isRunning() && !payload.isStale() && !isClosing(),
  };
}

function toIncoming(topic: string, partition: number, message: KafkaMessage): port.IncomingMessage {
  return {
    topic,
    partition,
    offset: message.offset,
    key: message.key,
    value: message.value,
    headers: toHeaders(message.headers ?? {}),
    timestamp: new Date(Number(message.timestamp)),
  };
}

function toHeaders(headers: IHeaders): Record<string, Buffer> {
  const entries = Object.entries(headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.at(-1) : value] as const,
  );
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, Buffer.from(value)]])),
  );
}

function unprefixed(assignment: port.Assignment, prefix: string): port.Assignment {
  return Object.fromEntries(
    Object.entries(assignment).map(([topic, partitions]) => [topic.slice(prefix.length), partitions]),
  );
}
