import { randomBytes } from 'node:crypto';
import {
  connectKafka,
  connectMongo,
  createAggregateStore,
  createLifecycle,
  createLog,
  createTopics,
  startConsumer,
  startPublisher,
  startRelay,
  type Kafka,
  type Lifecycle,
  type Log,
  type Publisher,
  type Relay,
} from '@motcua/service-kit';
import { countMarbles, groupId, Jar, jarTopics, publishedOfJar, Tally, type Jars, type Tallies } from './marbles.js';

/** Where the engines are, and names of its own so that no two rigs meet. */
export interface Place {
  readonly mongoUrl: string;
  readonly kafka: Kafka;
}

/** One "process" of the little world, closed by its lifecycle; its exit code is noted instead of taken. */
export interface Actor {
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  readonly lines: string[];
  readonly exits: number[];
  readonly jars: Jars;
  readonly tallies: Tallies;
}

export async function openPlace(name: string, environment: NodeJS.ProcessEnv = process.env): Promise<Place> {
  const unique = `${name}-${randomBytes(4).toString('hex')}`;
  const url = new URL(environment['MONGODB_URL'] ?? '');
  url.pathname = `/${unique}`;
  const { KAFKA_BROKERS = '', KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_SASL_MECHANISM, KAFKA_TLS_CA } = environment;
  const kafka = connectKafka(
    { KAFKA_BROKERS, KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_SASL_MECHANISM, KAFKA_TLS_CA, TOPIC_PREFIX: `${unique}.` },
    unique,
  );
  await createTopics(kafka, jarTopics);
  return { mongoUrl: url.href, kafka };
}

export async function openActor(place: Place): Promise<Actor> {
  const lines: string[] = [];
  const exits: number[] = [];
  const log = createLog({ name: 'actor', level: 'debug', destination: { write: (line) => void lines.push(line) } });
  const lifecycle = createLifecycle(log, { exit: (code) => void exits.push(code) });
  const mongo = await connectMongo(place.mongoUrl, lifecycle, log);
  const jars = createAggregateStore({ mongo, aggregate: Jar });
  const tallies = createAggregateStore({ mongo, aggregate: Tally });
  await jars.ready();
  await tallies.ready();
  return { lifecycle, log, lines, exits, jars, tallies };
}

export function openPublisher(place: Place, actor: Actor): Publisher {
  return startPublisher(place.kafka, actor.lifecycle, actor.log);
}

export function openRelay(
  { jars: store, lifecycle, log }: Actor,
  publisher: Publisher,
  more: { readonly store?: Jars; readonly sweepEveryMs?: number } = {},
): Relay {
  return startRelay({
    store,
    source: '/jars',
    published: publishedOfJar,
    publisher,
    lifecycle,
    log,
    sweepEveryMs: 300,
    ...more,
  });
}

export async function openTally(place: Place, actor: Actor, publisher: Publisher): Promise<void> {
  const { lifecycle, log, tallies } = actor;
  await startConsumer({
    kafka: place.kafka,
    groupId,
    reactions: [countMarbles],
    context: { tallies },
    publisher,
    lifecycle,
    log,
  });
}

/** Waits for what no event announces. */
export async function eventually(
  what: string,
  holds: () => Promise<boolean> | boolean,
  deadlineMs = 20_000,
): Promise<void> {
  const endsAt = performance.now() + deadlineMs;
  while (!(await holds())) {
    if (performance.now() > endsAt) throw new Error(`not within ${deadlineMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
