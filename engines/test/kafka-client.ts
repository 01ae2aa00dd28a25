import kafkajs, { type KafkaConfig, type Kafka, type SASLOptions } from 'kafkajs';

/** A client that gives up soon and keeps quiet: these tests are about what is refused. */
export function clientOf(brokers: readonly string[], sasl?: SASLOptions, more: Partial<KafkaConfig> = {}): Kafka {
  return new kafkajs.Kafka({
    clientId: 'engines-test',
    brokers: [...brokers],
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 3_000,
    // Few, but some: the very first group of a broker waits for the topic in which groups are kept.
    retry: { retries: 4, initialRetryTime: 100 },
    ...(sasl === undefined ? {} : { sasl }),
    ...more,
  });
}

/** What Kafka says to somebody it does not let in or does not let do a thing; `allowed` when it does. */
export async function answerTo(attempt: () => Promise<unknown>): Promise<string> {
  try {
    await attempt();
    return 'allowed';
  } catch (error) {
    return kafkaReason(error);
  }
}

/** Whether somebody gets in. A connection without a login is cut at its first request only, so there is one. */
export async function letIn(kafka: Kafka): Promise<string> {
  const admin = kafka.admin();
  const answer = await answerTo(async () => {
    await admin.connect();
    await admin.listTopics();
  });
  await admin.disconnect();
  return answer;
}

/** kafkajs wraps: the word of the broker is at the bottom. */
function kafkaReason(error: unknown): string {
  if (error instanceof kafkajs.KafkaJSAggregateError) return kafkaReason(error.errors[0]);
  if (!(error instanceof kafkajs.KafkaJSError)) throw error;
  if ('type' in error && typeof error.type === 'string') return error.type;
  return error.cause instanceof Error ? kafkaReason(error.cause) : error.name;
}

/** Reads a topic from its start until `count` messages have come; rejects when the consumer is refused for good. */
export async function read(kafka: Kafka, topic: string, groupId: string, count: number): Promise<readonly string[]> {
  const consumer = kafka.consumer({ groupId });
  const values: string[] = [];
  await consumer.connect();
  try {
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
        // A broker that has just started is still loading its groups; then kafkajs starts again by itself.
        if (!restart || kafkaReason(error) !== 'GROUP_LOAD_IN_PROGRESS') reject(error);
      });
      consumer
        .subscribe({ topics: [topic], fromBeginning: true })
        .then(() =>
          consumer.run({
            eachMessage: ({ message }) => {
              values.push(message.value?.toString() ?? '');
              if (values.length === count) resolve();
              return Promise.resolve();
            },
          }),
        )
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return values;
}

export async function send(kafka: Kafka, topic: string, ...values: readonly string[]): Promise<void> {
  const producer = kafka.producer({ allowAutoTopicCreation: false, retry: { retries: 0 } });
  await producer.connect();
  try {
    await producer.send({ topic, messages: values.map((value) => ({ value })) });
  } finally {
    await producer.disconnect();
  }
}
