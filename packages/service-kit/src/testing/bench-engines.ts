import { topics, toCloudEvent, type EventContract } from '@motcua/event-contracts';
import type { Kafka, KafkaEnv, OutgoingMessage } from '../kafka.js';
import { createLifecycle } from '../lifecycle.js';
import { createLog } from '../log.js';
import { connectMongo, databaseOf } from '../mongo.js';
import { sequenceOf } from '../pure.js';
import { createTopics } from '../topics.js';
import type { SeenEvents } from './seen-events.js';

/** How an event is addressed that a test publishes in another service's name. */
export interface PublishAs {
  /** `<aggregate id>/<n>`. */
  readonly id: string;
  /** The dossier id wherever there is one. */
  readonly key: string;
  /** Where the contract's topic is a template, or not the one meant. */
  readonly topic?: string;
  readonly at?: Date;
  readonly traceparent?: string;
}

/** Noon in Hanoi of a Monday that is a working day. */
export const benchStart = '2026-11-23T05:00:00.000Z';

/** Where the engines are, with a database of that name. */
export function engineEnvironment(
  database: string,
): Readonly<Record<string, string>> & Pick<KafkaEnv, 'KAFKA_BROKERS'> & { readonly MONGODB_URL: string } {
  const { MONGODB_URL, KAFKA_BROKERS } = process.env;
  if (MONGODB_URL === undefined || KAFKA_BROKERS === undefined) {
    throw new Error('a test bench needs MONGODB_URL and KAFKA_BROKERS; files named *.int.test.ts get them');
  }
  const kafka: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (name.startsWith('KAFKA_') && value !== undefined) kafka[name] = value;
  }
  const url = new URL(MONGODB_URL);
  url.pathname = `/${database}`;
  return { ...kafka, KAFKA_BROKERS, MONGODB_URL: url.href };
}

/**
 * Creates every topic and hears them all; answers how to stop. Two partitions show every question of order that six do, and
 * a broker under test has much less to open.
 */
export async function watchTopics(kafka: Kafka, events: SeenEvents): Promise<() => Promise<void>> {
  const all = topics().map((topic) => ({ ...topic, partitions: Math.min(topic.partitions, 2) }));
  await createTopics(kafka, all);
  const consumer = await kafka.openConsumer({
    groupId: 'test-bench',
    topics: all.map((topic) => topic.name),
    concurrency: 1,
    onCrash: (error) => {
      events.fail(new Error('the bench cannot hear Kafka any more', { cause: error }));
    },
    async onBatch(batch) {
      for (const message of batch.messages) {
        events.record(message);
        batch.resolve(message.offset);
      }
      await batch.commit();
    },
  });
  return () => consumer.close();
}

/** The event as its real publisher would send it. */
export function toMessage<D>(contract: EventContract<D>, data: D, as: PublishAs): OutgoingMessage {
  const event = toCloudEvent(contract, data, {
    id: as.id,
    source: '/motcua/test-bench',
    subject: as.id.slice(0, as.id.lastIndexOf('/')),
    key: as.key,
    sequence: sequenceOf(as.id),
    occurredAt: as.at ?? new Date(benchStart),
    ...(as.traceparent === undefined ? {} : { traceparent: as.traceparent }),
  });
  return { topic: as.topic ?? contract.topic, key: as.key, value: Buffer.from(JSON.stringify(event)), headers: {} };
}

/** Removes what a bench left on engines that may outlive the run. */
export async function removeTraces(kafka: Kafka, mongoUrl: string): Promise<void> {
  const admin = await kafka.openAdmin();
  try {
    await admin.deleteTopics(await admin.listTopics());
  } finally {
    await admin.close();
  }
  const log = createLog({ name: 'test bench', level: 'silent' });
  const lifecycle = createLifecycle(log);
  const mongo = await connectMongo(mongoUrl, lifecycle, log);
  await databaseOf(mongo).dropDatabase();
  await lifecycle.close();
}
