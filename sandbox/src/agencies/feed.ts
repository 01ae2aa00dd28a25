import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer, Kafka } from 'kafkajs';
import type { Log } from '../log.js';
import { createUnfinishedOffsets } from './unfinished-offsets.js';

export interface FeedMessage {
  readonly value: Buffer;
  readonly header: (name: string) => string | undefined;
  /** Its work is finished: the next start need not see it again. */
  readonly done: () => void;
}

export interface Feed {
  isConnected(): boolean;
  stop(): Promise<void>;
}

export interface FeedOptions {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly topic: string;
  readonly onMessage: (message: FeedMessage) => void;
  readonly log: Log;
}

const againAfterMs = 1_000;

/**
 * Listens to a topic and connects anew whatever happens. A message is committed when its work is finished, not when it
 * was read: what a stop cut off is heard again.
 */
export function startFeed(options: FeedOptions): Feed {
  const { groupId, log } = options;
  const stopping = new AbortController();
  const state = { isConnected: false, isToldLost: false };
  const listening = (async () => {
    while (!stopping.signal.aborted) {
      await listen(options, state, stopping.signal).catch((error: unknown) => {
        // Said once for each time it lost the connection, not at every attempt.
        if (!state.isToldLost) log.warn('an agency cannot listen, trying again', { groupId }, error);
        state.isToldLost = true;
      });
      state.isConnected = false;
      await pause(againAfterMs, undefined, { signal: stopping.signal }).catch(() => undefined); // rejects only when stopping
    }
  })();
  return {
    isConnected: () => state.isConnected,
    stop() {
      stopping.abort();
      return listening;
    },
  };
}

interface ListeningState {
  isConnected: boolean;
  isToldLost: boolean;
}

/** Resolves when it shall stop, rejects when the client gave up. */
async function listen(options: FeedOptions, state: ListeningState, signal: AbortSignal): Promise<void> {
  const { kafka, groupId, topic, log } = options;
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: 6_000,
    heartbeatInterval: 2_000,
    maxWaitTimeInMs: 500,
    allowAutoTopicCreation: false,
    retry: { retries: 3, restartOnFailure: () => Promise.resolve(false) },
  });
  const left = new AbortController();
  const ended = new Promise<void>((resolve, reject) => {
    consumer.on('consumer.crash', ({ payload }) => reject(new Error('the consumer crashed', { cause: payload.error })));
    signal.addEventListener('abort', () => resolve(), { once: true, signal: left.signal });
  });
  // Awaited below; until then a crash must not count as unhandled.
  ended.catch(() => undefined);
  consumer.on('consumer.group_join', () => {
    Object.assign(state, { isConnected: true, isToldLost: false });
    log.info('an agency listens', { groupId });
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await run(consumer, options);
    await ended;
  } finally {
    left.abort();
    await consumer.disconnect();
  }
}

async function run(consumer: Consumer, { topic, onMessage, log }: FeedOptions): Promise<void> {
  const offsets = createUnfinishedOffsets();
  const commit = (partition: number, offset: string): void => {
    consumer.commitOffsets([{ topic, partition, offset }]).catch((error: unknown) => {
      log.debug('a commit came too late, the next one covers it', { what: String(error) });
    });
  };
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ partition, message: { offset, value, headers = {} } }) => {
      offsets.taken(partition, offset);
      onMessage({
        value: value ?? Buffer.alloc(0),
        header: (name) => headers[name]?.toString(),
        done() {
          const next = offsets.finished(partition, offset);
          if (next !== undefined) commit(partition, next);
        },
      });
      return Promise.resolve();
    },
  });
}
