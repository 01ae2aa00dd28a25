import { randomBytes } from 'node:crypto';
import type { EventContract } from '@motcua/event-contracts';
import { fixedClock } from '../clock.js';
import { createIdentityMinter } from '../identity.js';
import { connectKafka, type Kafka } from '../kafka.js';
import { createLifecycle, type Lifecycle } from '../lifecycle.js';
import { createLog, type Log } from '../log.js';
import { startPublisher, type Publisher } from '../publisher.js';
import type { Viewer } from '../viewer.js';
import {
  benchStart,
  engineEnvironment,
  removeTraces,
  toMessage,
  watchTopics,
  type PublishAs,
} from './bench-engines.js';
import { keyEnvironment, makeBenchKeys, type BenchKeys } from './bench-keys.js';
import { query, type QueryAnswer } from './query.js';
import { rememberEvents, type SeenEvent } from './seen-events.js';

/** A database, topics and keys of its own on the engines that the test run started; nothing of it meets another test. */
export interface TestBench {
  readonly name: string;
  readonly kafka: Kafka;
  readonly mongoUrl: string;
  readonly topicPrefix: string;
  readonly keys: BenchKeys;
  /** What a test starts goes here; `close` closes it before the bench itself. A fault in it ends every `waitFor`. */
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  /** What was logged, as JSON lines from debug upwards. */
  readonly lines: readonly string[];
  /** Exit codes that `lifecycle.fail` asked for. */
  readonly exits: readonly number[];
  readonly clock: ReturnType<typeof fixedClock>;
  /** The environment of a process of the service the bench is named after. */
  env(extra?: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  /** Audience: the subgraph's name, the bench's when absent. */
  identityFor(viewer: Viewer, audience?: string, address?: string | null): Promise<string>;
  /** Everything on a topic so far, in order within each key. */
  seen(topic: string): readonly SeenEvent[];
  /** The first event that fits, now or as soon as it arrives. 15 seconds unless said otherwise. */
  waitFor(topic: string, predicate: (event: SeenEvent) => boolean, deadlineMs?: number): Promise<SeenEvent>;
  publish<D>(contract: EventContract<D>, data: D, as: PublishAs): Promise<void>;
  /** As Kafka may deliver it: the same event two times. */
  publishTwice<D>(contract: EventContract<D>, data: D, as: PublishAs): Promise<void>;
  /** Anything at all, for poison. */
  publishRaw(
    topic: string,
    key: string,
    value: string | Buffer,
    headers?: Readonly<Record<string, string>>,
  ): Promise<void>;
  query(
    url: string,
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    viewer?: Viewer,
  ): Promise<QueryAnswer>;
  /** Closes what was started, then removes the database and the topics. */
  close(): Promise<void>;
}

const patienceMs = 15_000;

/** `name`: the service under test, e.g. 'dossiers'. Needs the engines' addresses in the environment (jest's globalSetup). */
export async function startTestBench(name: string): Promise<TestBench> {
  const unique = `${name}-${randomBytes(4).toString('hex')}`;
  const topicPrefix = `${unique}.`;
  const { events, ...own } = openLogAndLifecycle(name);
  const engines = { ...engineEnvironment(unique), TOPIC_PREFIX: topicPrefix };
  const kafka = connectKafka(engines, unique);
  const keys = makeBenchKeys();
  const minter = createIdentityMinter({ privateKey: keys.identity.privateKey });
  const publisher = startPublisher(kafka, own.lifecycle, own.log);
  own.lifecycle.defer('test bench', await watchTopics(kafka, events));
  const identityFor: TestBench['identityFor'] = (viewer, audience = name, address = null) =>
    minter.mint({ viewer, address }, audience);
  return {
    ...own,
    ...{ name, kafka, keys, identityFor, topicPrefix, mongoUrl: engines.MONGODB_URL },
    clock: fixedClock(benchStart),
    env: (extra = {}) => ({ ...processEnvironment, ...engines, ...keyEnvironment(keys, name), ...extra }),
    seen: events.seen,
    waitFor: (topic, predicate, deadlineMs = patienceMs) => events.waitFor(topic, predicate, deadlineMs),
    ...publishingWith(publisher),
    query: async (url, document, variables = {}, viewer = { kind: 'anonymous' }) =>
      query(url, document, variables, await identityFor(viewer)),
    async close() {
      await own.lifecycle.close();
      await removeTraces(kafka, engines.MONGODB_URL);
    },
  };
}

const processEnvironment = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'debug',
  SERVICE_HOST: '127.0.0.1',
  SERVICE_PORT: '0',
} as const;

function publishingWith(publisher: Publisher): Pick<TestBench, 'publish' | 'publishTwice' | 'publishRaw'> {
  const publish: TestBench['publish'] = (contract, data, as) => publisher.send([toMessage(contract, data, as)]);
  return {
    publish,
    async publishTwice(contract, data, as) {
      await publish(contract, data, as);
      await publish(contract, data, as);
    },
    publishRaw: (topic, key, value, headers = {}) =>
      publisher.send([{ topic, key, value: Buffer.from(value), headers }]),
  };
}

function openLogAndLifecycle(name: string) {
  const lines: string[] = [];
  const exits: number[] = [];
  const events = rememberEvents(() => complaintsIn(lines));
  const log = createLog({ name, level: 'debug', destination: { write: (line) => void lines.push(line) } });
  const exit = (code: number): void => {
    exits.push(code);
    events.fail(new Error(`the service under test gave up${complaintsIn(lines)}`));
  };
  return { lines, exits, events, log, lifecycle: createLifecycle(log, { exit }) };
}

function complaintsIn(lines: readonly string[]): string {
  const complaints = lines.filter((line) => /"level":"(?:warn|error)"/.test(line)).slice(-5);
  return complaints.length === 0 ? '' : `\nlogged:\n${complaints.join('')}`;
}
