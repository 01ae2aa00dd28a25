import { engineEnvironment, findKafka, findMongo, type KafkaEngine } from '@motcua/engines';
import { connectKafka, createTopics, type Kafka } from '@motcua/service-kit';
import { startTestBench, type TestBench } from '@motcua/service-kit/testing';

/** For people; stdout is for the figures. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Finds or starts MongoDB and Kafka, lets a service be measured on them, and stops what was started. */
export async function onEngines<Outcome>(
  serviceName: string,
  measure: (bench: TestBench, kafka: KafkaEngine) => Promise<Outcome>,
): Promise<Outcome> {
  const [mongo, kafka] = await Promise.all([
    findMongo({ dataDir: 'temporary', say }),
    findKafka({ dataDir: 'temporary', say }),
  ]);
  try {
    Object.assign(process.env, engineEnvironment(mongo, kafka));
    const bench = await startTestBench(serviceName);
    try {
      return await measure(bench, kafka);
    } finally {
      await bench.close();
    }
  } finally {
    await Promise.all([mongo.stop(), kafka.stop()]);
  }
}

/** For processes that are measured from outside: their engines, with every topic, and how to reach them. */
export async function startEngines(
  database: string,
  defer: (stop: () => Promise<void>) => void,
): Promise<{ readonly environment: Readonly<Record<string, string>>; readonly kafka: Kafka }> {
  const [mongo, kafka] = await Promise.all([
    findMongo({ dataDir: 'temporary', say }),
    findKafka({ dataDir: 'temporary', say }),
  ]);
  defer(() => mongo.stop());
  defer(() => kafka.stop());
  const found = engineEnvironment(mongo, kafka);
  const url = (found['MONGODB_URL'] ?? '').replace(/^(mongodb:\/\/[^/?]+)\/?/, `$1/${database}`);
  const connected = connectKafka({ KAFKA_BROKERS: '', ...found }, database);
  await createTopics(connected);
  return { environment: { ...found, MONGODB_URL: url }, kafka: connected };
}
