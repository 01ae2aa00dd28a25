import type { ClientConsumer, ClientMessage } from './kafka.js';
import type { IncomingMessage, KafkaConsumer, TailOptions } from './kafka-port.js';

/** The tail part of the port: what is said from now on, for whoever keeps no place. Nothing is ever committed. */
export async function openTail(
  consumer: ClientConsumer,
  prefix: string,
  options: TailOptions,
  toIncoming: (topic: string, partition: number, message: ClientMessage) => IncomingMessage,
): Promise<KafkaConsumer> {
  let closing = false;
  listen(consumer, options, () => closing);
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: options.topics.map((topic) => prefix + topic), fromBeginning: false });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: true,
      partitionsConsumedConcurrently: 1,
      eachBatch: async (payload) => {
        const { batch } = payload;
        const topic = batch.topic.slice(prefix.length);
        for (const message of batch.messages) options.onMessage(toIncoming(topic, batch.partition, message));
        await payload.heartbeat();
      },
    });
  } catch (error) {
    closing = true;
    await consumer.disconnect();
    throw error;
  }
  return {
    async close() {
      closing = true;
      await consumer.disconnect();
    },
  };
}

function listen(consumer: ClientConsumer, options: TailOptions, isClosing: () => boolean): void {
  consumer.on('consumer.crash', ({ payload: { error } }) => {
    if (!isClosing()) options.onCrash(error);
  });
  // Joined anew means begun anew at the end: what was said in between is not heard.
  consumer.on('consumer.group_join', () => {
    options.onJoined();
  });
  consumer.on('consumer.fetch', () => {
    options.onFetched();
  });
}
