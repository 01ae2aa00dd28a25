import { setTimeout as delay } from 'node:timers/promises';
import { Fault } from './fault.js';
import type { Kafka, KafkaProducer, OutgoingMessage } from './kafka-port.js';
import { kitCounters } from './kit-counters.js';
import type { Lifecycle } from './lifecycle.js';
import type { Log } from './log.js';

export interface Publisher {
  /**
   * Resolves when Kafka has the messages safely. Rejects when that is not known: the caller sends them again, later.
   * Messages of one call to one topic and key stay in order. A Fault TOPIC_MISSING or UNSENDABLE is about these messages
   * alone; any other error is about Kafka.
   */
  send(messages: readonly OutgoingMessage[]): Promise<void>;
}

interface Waiting {
  readonly messages: readonly OutgoingMessage[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const drainMs = 3_000;
const batchLimit = { messages: 500, bytes: 600_000 } as const;

/**
 * One producer, one awaited send at a time: with two in flight a broken connection makes the client reuse sequence
 * numbers, and the broker drops acknowledged messages as duplicates. Calls made meanwhile go together in the next send.
 * After a rejected send the producer is replaced, because its sequence numbers are in doubt.
 */
export function startPublisher(kafka: Kafka, lifecycle: Lifecycle, log: Log): Publisher {
  const waiting: Waiting[] = [];
  const producer = replaceableProducer(kafka, log);
  const knowsTopic = createTopicCheck(kafka);
  let sending: Promise<void> | undefined;

  const sendNow: Publisher['send'] = async (messages) => {
    for (const topic of new Set(messages.map((message) => message.topic))) await knowsTopic(topic);
    await producer.send(messages);
    for (const { topic } of messages) kitCounters.eventsPublished.inc({ topic });
  };
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) await settle(takeBatch(waiting), sendNow);
    sending = undefined;
  };
  lifecycle.defer('publisher', async () => {
    // What is not sent by then stays in the outbox.
    await Promise.race([sending, delay(drainMs, undefined, { ref: false })]);
    await producer.close();
  });
  return {
    send(messages) {
      if (messages.length === 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        waiting.push({ messages, done: resolve, failed: reject });
        sending ??= drain();
      });
    },
  };
}

/** One bad message must not keep the others from Kafka: what cannot be sent together is tried call by call. */
async function settle(together: readonly Waiting[], sendNow: Publisher['send']): Promise<void> {
  try {
    await sendNow(together.flatMap(({ messages }) => messages));
    for (const { done } of together) done();
  } catch (error) {
    const isAboutOne = error instanceof Fault && together.length > 1;
    for (const { messages, done, failed } of together) {
      if (isAboutOne) await sendNow(messages).then(done, failed);
      else failed(error);
    }
  }
}

function takeBatch(waiting: Waiting[]): readonly Waiting[] {
  const taken: Waiting[] = [];
  let messages = 0;
  let bytes = 0;
  for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
    messages += next.messages.length;
    bytes += next.messages.reduce((sum, { value }) => sum + (value?.byteLength ?? 0), 0);
    const full = messages > batchLimit.messages || bytes > batchLimit.bytes;
    if (full && taken.length > 0) break;
    taken.push(next);
    waiting.shift();
  }
  return taken;
}

function replaceableProducer(kafka: Kafka, log: Log): KafkaProducer {
  let current: Promise<KafkaProducer> | undefined;
  const discard = (): void => {
    const old = current;
    current = undefined;
    // One that never opened has told its caller so and has nothing to close.
    const closing = old?.then(
      (producer) => producer.close(),
      () => undefined,
    );
    closing?.catch((error: unknown) => {
      log.warn('a replaced producer did not close', { error });
    });
  };
  return {
    async send(messages) {
      current ??= kafka.openProducer();
      try {
        await (await current).send(messages);
      } catch (error) {
        discard();
        throw isAboutMessages(error) ? new Fault('UNSENDABLE', 'Kafka refuses a message', { cause: error }) : error;
      }
    },
    async close() {
      await (await current)?.close();
    },
  };
}

function isAboutMessages(error: unknown): boolean {
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
  return type === 'MESSAGE_TOO_LARGE' || type === 'RECORD_LIST_TOO_LARGE' || type === 'INVALID_RECORD';
}

/** Asked before the first message to a topic: the client would otherwise try for half a minute and hold up all others. */
function createTopicCheck(kafka: Kafka): (topic: string) => Promise<void> {
  const known = new Set<string>();
  return async (topic) => {
    if (known.has(topic)) return;
    const admin = await kafka.openAdmin();
    try {
      for (const name of await admin.listTopics()) known.add(name);
    } finally {
      await admin.close();
    }
    if (!known.has(topic)) throw new Fault('TOPIC_MISSING', `there is no topic ${topic}; npm run -s topics creates it`);
  };
}
