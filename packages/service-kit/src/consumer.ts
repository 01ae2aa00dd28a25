import { agencies, deadLetterTopic, topicsOf } from '@motcua/event-contracts';
import { dealWith, type Dealing } from './deal-with.js';
import { Fault } from './fault.js';
import type { Assignment, IncomingBatch, Kafka } from './kafka-port.js';
import type { Lifecycle } from './lifecycle.js';
import { createRetryTimes } from './retry-times.js';
import { startStallWatchdog, type StallWatchdog } from './stall-watchdog.js';
import { whileBeating } from './while-beating.js';

export interface Consumer {
  /** Rejects while it is not a member of its group; for `/readyz`. */
  check(): Promise<void>;
}

/** `clock` says when a letter died, the system's when absent; `publisher` is for dead letters. */
export interface ConsumerSettings<Context> extends Dealing<Context> {
  readonly kafka: Kafka;
  readonly lifecycle: Lifecycle;
  /** Instead of the connection's own prefix. */
  readonly topicPrefix?: string;
  /** With messages waiting and nothing happening for this long, the process ends with exit code 1. A minute when absent. */
  readonly stallAfterMs?: number;
}

const partitionsAtOnce = 3;
const commitEvery = { messages: 100, ms: 1_000 } as const;

/**
 * Hears every topic its reactions name, from the beginning for a new group. Effect first, then the commit: what is cut
 * off between is heard again, and the effect's own record sees that it is a repetition. Poison goes to the dead letters
 * at once and the rest goes on; on any other error this partition alone waits and tries the same message again. When the
 * client gives up or stands still, the process ends with exit code 1.
 */
export async function startConsumer<Context>(settings: ConsumerSettings<Context>): Promise<Consumer> {
  const { groupId, lifecycle, log } = settings;
  const kafka = settings.topicPrefix === undefined ? settings.kafka : settings.kafka.withPrefix(settings.topicPrefix);
  const topics = [...new Set(settings.reactions.flatMap(({ contract }) => topicsOf(contract, agencies)))];
  await demandTopics(kafka, [...topics, ...topics.map((topic) => deadLetterTopic(topic, groupId))]);
  let assignment: Assignment | undefined;
  const watchdog = startStallWatchdog({ ...settings, kafka, topics, assignment: () => assignment });
  const consumer = await kafka.openConsumer({
    groupId,
    topics,
    concurrency: partitionsAtOnce,
    onBatch: createBatchWorker(settings, watchdog),
    onJoined: (joined) => {
      assignment = joined;
      log.info('joined the group', { groupId, count: Object.values(joined).flat().length });
    },
    onCrash: (error) => {
      assignment = undefined;
      lifecycle.fail(new Error(`the consumer of ${groupId} ended`, { cause: error }));
    },
  });
  lifecycle.defer(`consumer ${groupId}`, () => consumer.close());
  return {
    check: () =>
      assignment === undefined ? Promise.reject(new Error('not a member of the group')) : Promise.resolve(),
  };
}

async function demandTopics(kafka: Kafka, topics: readonly string[]): Promise<void> {
  const admin = await kafka.openAdmin();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !existing.has(topic));
    if (missing.length === 0) return;
    throw new Fault('TOPIC_MISSING', `missing: ${missing.join(', ')}; npm run -s topics creates them`);
  } finally {
    await admin.close();
  }
}

function createBatchWorker<Context>(
  settings: ConsumerSettings<Context>,
  watchdog: StallWatchdog,
): (batch: IncomingBatch) => Promise<void> {
  const retries = createRetryTimes({ firstMs: 200, longestMs: 10_000 });
  return async (batch) => {
    const { topic, partition } = batch;
    const place = `${topic}/${partition}`;
    const commitNowAndThen = createCommits(batch);
    for (const message of batch.messages) {
      if (!batch.isCurrent()) break;
      const fault = await whileBeating(batch, () => dealWith(settings, message));
      watchdog.signOfLife(topic, partition);
      if (fault !== undefined) {
        const delayMs = retries.failed(place);
        const { offset } = message;
        settings.log.error('will be tried again', { topic, partition, offset, delayMs, error: fault.error });
        // Not a sleep in here: the client fetches nothing for any partition before every batch is finished.
        setTimeout(batch.pause(), delayMs).unref();
        break;
      }
      retries.succeeded(place);
      batch.resolve(message.offset);
      await commitNowAndThen();
      await batch.heartbeat();
    }
    await batch.commit();
  };
}

function createCommits(batch: IncomingBatch): () => Promise<void> {
  let messages = 0;
  let lastAt = performance.now();
  return async () => {
    messages += 1;
    if (messages < commitEvery.messages && performance.now() - lastAt < commitEvery.ms) return;
    await batch.commit();
    messages = 0;
    lastAt = performance.now();
  };
}
