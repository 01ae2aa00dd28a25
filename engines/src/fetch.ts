import { EngineError } from './engine-error.js';
import { findKafka } from './kafka/find-kafka.js';
import { findMongo } from './mongo/find-mongo.js';

// Fetches and builds ahead of time what a start would need, proves that it starts, and says what was found.
const options = { dataDir: 'temporary', say: (line: string) => console.log(line) };
const found = await Promise.allSettled([findMongo(options), findKafka(options)]);
for (const outcome of found) {
  if (outcome.status === 'fulfilled') await outcome.value.stop();
  else process.exitCode = 1;
}
for (const outcome of found) {
  if (outcome.status === 'rejected') tell(outcome.reason);
}
const [mongo, kafka] = found;
if (mongo.status === 'fulfilled') console.log(`MongoDB: ${mongo.value.description}`);
if (kafka.status === 'fulfilled') console.log(`Kafka: ${kafka.value.description}`);

function tell(reason: unknown): void {
  if (!(reason instanceof EngineError)) throw reason;
  console.error(`${reason.code}: ${reason.message}`);
}
