import { randomBytes } from 'node:crypto';
import { connectKafka, createLifecycle, createLog, createTopics, startPublisher } from '@motcua/service-kit';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { GatewaySettings } from '../src/main.js';
import { type Running, startRunning } from './running-gateway.js';

export const clubSubscriptions =
  'extend schema { subscription: Subscription } type Subscription { memberChanged(id: ID!): Member }';
export const watching = 'subscription ($id: ID!) { memberChanged(id: $id) { id name court } }';

export interface Subscribing extends Running {
  /** Lets everybody know that something about a member changed. */
  readonly say: (id: string) => Promise<void>;
  /** A figure of /metrics. */
  readonly figure: (name: string) => Promise<number>;
  /** Resolves once changes are heard. */
  readonly heard: () => Promise<void>;
}

export const quickPaces = { gatherMs: 40, settleMs: 200, retryMs: 100, longestRetryMs: 400 };

/** A gateway over the club that hears of changes on a topic of its own. */
export async function startSubscribing(
  settings: Partial<NonNullable<GatewaySettings['subscriptions']>> = {},
  options: NonNullable<Parameters<typeof startRunning>[0]> = {},
): Promise<Subscribing> {
  const topic = `members-${randomBytes(4).toString('hex')}.v1`;
  const log = createLog({ name: 'gateway tests', level: 'silent' });
  const lifecycle = createLifecycle(log);
  const kafka = connectKafka(environment(), 'gateway-tests');
  await createTopics(kafka, [{ name: topic, partitions: 2, config: {} }]);
  const publisher = startPublisher(kafka, lifecycle, log);
  const subscriptions = { sdl: clubSubscriptions, topics: [topic], paces: quickPaces, ...settings };
  const running = await startRunning({ ...options, settings: { ...options.settings, subscriptions } });
  const figure = async (name: string): Promise<number> => {
    const text = await (await fetch(`${running.url}/metrics`)).text();
    return Number(new RegExp(`^${name}(?:{[^}]*})? (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
  };
  return {
    ...running,
    figure,
    say: (id) => publisher.send([{ topic, key: id, value: Buffer.from('{}'), headers: {} }]),
    heard: () => until(async () => (await figure('motcua_gateway_changes_heard')) === 1),
    async close() {
      await running.close();
      await lifecycle.close();
    },
  };
}

function environment() {
  const { KAFKA_BROKERS = '', KAFKA_USERNAME = '', KAFKA_PASSWORD = '' } = process.env;
  return { KAFKA_BROKERS, KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_SASL_MECHANISM: 'plain', TOPIC_PREFIX: '' };
}

/** Where no event tells: looks again until it is so. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it did not become so');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export const webSocketUrl = ({ url }: Pick<Running, 'url'>): string => `${url.replace('http', 'ws')}/graphql`;

export interface Watcher {
  readonly client: Client;
  /** Everything told so far. */
  readonly told: readonly Result[];
  /** The next thing told that was not taken yet; undefined at the end. */
  readonly next: () => Promise<Result | undefined>;
  /** Resolves with the close event or the errors it ended with; undefined when it simply completed. */
  readonly ended: Promise<unknown>;
  readonly stop: () => void;
}

export interface Result {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Subscribes over WebSocket, as a client does. */
export function watchMember(
  running: Pick<Running, 'url'>,
  id: string,
  { token, query = watching }: { readonly token?: string | undefined; readonly query?: string } = {},
): Watcher {
  const client = createClient({
    url: webSocketUrl(running),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: true,
    ...(token === undefined ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
  });
  const told: Result[] = [];
  let taken = 0;
  let isOver = false;
  let wake: () => void = () => undefined;
  let stop: () => void = () => undefined;
  const ended = new Promise<unknown>((resolve) => {
    const over = (reason?: unknown): void => {
      isOver = true;
      resolve(reason);
      wake();
    };
    stop = client.subscribe(
      { query, variables: { id } },
      {
        next: (result) => {
          told.push(result as Result); // a formatted result
          wake();
        },
        error: over,
        complete: over,
      },
    );
  });
  return {
    ...{ client, told, ended, stop },
    async next() {
      while (taken >= told.length && !isOver) await new Promise<void>((resolve) => (wake = resolve));
      return told[taken++];
    },
  };
}

/** Why a WebSocket was closed, after sending what a test wants. */
export async function closedBy(
  running: Pick<Running, 'url'>,
  messages: readonly string[],
  protocols: string[] = ['graphql-transport-ws'],
): Promise<{ readonly code: number; readonly reason: string }> {
  const socket = new WebSocket(webSocketUrl(running), protocols);
  return new Promise((resolve, reject) => {
    socket.once('open', () => messages.forEach((message) => socket.send(message)));
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    socket.once('error', reject);
  });
}
