import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Kafka } from './kafka-port.js';

/** Everything on a topic from its first kept message to its end as of now; in order within each partition. */
export async function readTopic(kafka: Kafka, topic: string): Promise<readonly IncomingMessage[]> {
  const ends = await endsOf(kafka, topic);
  if (ends.size === 0) return [];
  const read: IncomingMessage[] = [];
  const { promise: finished, resolve, reject } = createDeferred();
  const consumer = await kafka.openConsumer({
    groupId: `reader-${randomUUID()}`,
    topics: [topic],
    concurrency: 1,
    onCrash: reject,
    onBatch: (batch) => {
      const end = ends.get(batch.partition);
      for (const message of batch.messages) {
        batch.resolve(message.offset);
        if (end === undefined || BigInt(message.offset) >= end) continue;
        read.push(message);
        if (BigInt(message.offset) === end - 1n) ends.delete(batch.partition);
      }
      if (ends.size === 0) resolve();
      return Promise.resolve();
    },
  });
  try {
    await finished;
  } finally {
    // Nothing was committed, so the group leaves nothing behind.
    await consumer.close();
  }
  return read;
}

/** The next free offset of each partition that holds something. */
async function endsOf(kafka: Kafka, topic: string): Promise<Map<number, bigint>> {
  const admin = await kafka.openAdmin();
  try {
    const bounds = await admin.boundsOf(topic);
    return new Map(bounds.filter(({ low, high }) => high > low).map(({ partition, high }) => [partition, high]));
  } finally {
    await admin.close();
  }
}

function createDeferred(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => void } {
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  // A crash before anybody awaits it is still told by the await.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
