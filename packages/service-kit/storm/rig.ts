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
  type Consumer,
  type ConsumerSettings,
  type Kafka,
  type Lifecycle,
  type Log,
  type Mongo,
  type Publisher,
  type Relay,
  type RelayOptions,
} from '@motcua/service-kit';
import type { JarState, MarblePut } from './marbles.js';
import { countMarbles, groupId, Jar, jarTopics, publishedOfJar, Tally, type Jars, type Tallies } from './marbles.js';

/** A database and topics of its own, so that nothing else meets it. */
export interface Place {
  readonly unique: string;
  readonly mongoUrl: string;
  readonly kafka: Kafka;
}

/** One process of the little world; its exit code is noted instead of taken. */
export interface Actor {
  readonly place: Place;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  readonly lines: readonly string[];
  readonly exits: readonly number[];
  readonly mongo: Mongo;
  readonly jars: Jars;
  readonly tallies: Tallies;
}

export async function openPlace(name: string, environment: NodeJS.ProcessEnv = process.env): Promise<Place> {
  const place = findPlace(`${name}-${randomBytes(4).toString('hex')}`, environment);
  await createTopics(place.kafka, jarTopics);
  return place;
}

/** A place that exists already, e.g. opened by another process. */
export function findPlace(unique: string, environment: NodeJS.ProcessEnv = process.env): Place {
  const url = new URL(environment['MONGODB_URL'] ?? '');
  url.pathname = `/${unique}`;
  const { KAFKA_BROKERS = '', KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_SASL_MECHANISM, KAFKA_TLS_CA } = environment;
  const login = { KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_SASL_MECHANISM, KAFKA_TLS_CA };
  const kafka = connectKafka({ KAFKA_BROKERS, ...login, TOPIC_PREFIX: `${unique}.` }, unique);
  return { unique, mongoUrl: url.href, kafka };
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
  return { place, lifecycle, log, lines, exits, mongo, jars, tallies };
}

/** Opens an actor for as long as `act` takes. What `act` complains about is not hidden by a closing that fails too. */
export async function withActor(place: Place, act: (actor: Actor) => Promise<void>): Promise<void> {
  const actor = await openActor(place);
  const [acted] = await Promise.allSettled([act(actor)]);
  const [closed] = await Promise.allSettled([actor.lifecycle.close()]);
  for (const ended of [acted, closed]) if (ended.status === 'rejected') throw ended.reason;
}

export function openPublisher({ place, lifecycle, log }: Actor): Publisher {
  return startPublisher(place.kafka, lifecycle, log);
}

export function openRelay(
  { jars: store, lifecycle, log }: Actor,
  publisher: Publisher,
  other: Partial<RelayOptions<JarState, MarblePut>> = {},
): Relay {
  const sweepEveryMs = 200;
  return startRelay({
    store,
    source: '/jars',
    published: publishedOfJar,
    publisher,
    lifecycle,
    log,
    sweepEveryMs,
    ...other,
  });
}

export function openTally(
  { place, lifecycle, log, tallies }: Actor,
  publisher: Publisher,
  other: Partial<ConsumerSettings<{ readonly tallies: Tallies }>> = {},
): Promise<Consumer> {
  const { kafka } = place;
  const reactions = [countMarbles];
  return startConsumer({ kafka, groupId, reactions, context: { tallies }, publisher, lifecycle, log, ...other });
}

/** Waits for what no event announces. */
export async function eventually(
  what: string,
  holds: () => Promise<boolean> | boolean,
  deadlineMs = 15_000,
  everyMs = 20,
): Promise<void> {
  const endsAt = performance.now() + deadlineMs;
  while (!(await holds())) {
    if (performance.now() > endsAt) throw new Error(`not within ${deadlineMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
