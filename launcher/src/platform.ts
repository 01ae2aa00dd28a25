import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineEnvironment, findKafka, findMongo, mongoUrl, type KafkaEngine, type MongoEngine } from '@motcua/engines';
import { aboutDossiers, agencies, type AgencyName } from '@motcua/event-contracts';
import { connectKafka, createTopics } from '@motcua/service-kit/kafka';
import { type Child, startChild } from './child.js';
import {
  environmentOf,
  environmentOfPartner,
  type PartName,
  preferredPorts,
  subgraphs,
  type Surroundings,
  urlOf,
} from './environment.js';
import { findKeys, type PlatformKeys } from './keys.js';
import { findPorts } from './ports.js';
import { untilReady } from './readiness.js';
import { root } from './run-file.js';

/** Every process of Motcua on one machine, engines included. */
export interface Platform {
  readonly endpoint: string;
  readonly sandboxUrl: string;
  readonly children: ReadonlyMap<PartName, Child>;
  readonly mongo: MongoEngine;
  readonly kafka: KafkaEngine;
  /** How a command at a terminal reaches the engines. */
  readonly engines: Readonly<Record<string, string>>;
  /** What the program of an agency needs to take part. */
  partnerEnvironment(agency: AgencyName): Readonly<Record<string, string>>;
  readonly readyAfterMs: number;
  /** Starts a part again that was stopped or killed, and waits until it is ready. */
  restart(part: PartName): Promise<Child>;
  /** Stops everything in order: who takes in first, the engines last. */
  stop(): Promise<void>;
}

export interface PlatformOptions {
  /** Where data, keys and logs are kept; null: in a temporary folder that is removed at the end. */
  readonly keep: string | null;
  readonly say: (line: string) => void;
  /** What the sandbox's clock shows at first, so that a story does not depend on the day it is told. */
  readonly startsAt?: string;
  /** Agencies whose own programs answer; the sandbox plays the others. */
  readonly without?: readonly AgencyName[];
  /** All of them when absent. */
  readonly parts?: readonly PartName[];
}

type Closing = (() => Promise<unknown>)[];

const order: readonly PartName[] = ['sandbox', ...subgraphs, 'gateway'];

export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const closing: Closing = [];
  const stop = () => closeAll(closing);
  try {
    return { ...(await openPlatform(options, closing)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Each opening puts its closing on the pile; whatever fails halfway is closed from the top. */
async function openPlatform(
  { keep, say, startsAt, without = [], parts = order }: PlatformOptions,
  closing: Closing,
): Promise<Omit<Platform, 'stop'>> {
  const startedAt = Date.now();
  const isTemporary = keep === null;
  const home = isTemporary ? mkdtempSync(join(tmpdir(), 'motcua-')) : keep;
  if (isTemporary) closing.push(async () => rm(home, { recursive: true, force: true }));
  const { mongo, kafka } = await startEngines(isTemporary ? 'temporary' : join(home, 'data'), say, closing);
  const keys = await findKeys(isTemporary ? undefined : join(home, 'keys.json'), agencies);
  await prepareKafka(kafka, mongo, keys);
  const around = { ...(await surroundingsOf(mongo, kafka, keys)), startsAt, without };
  const children = new Map<PartName, Child>();
  const start = (part: PartName) => {
    const child = startPart(part, around, join(home, 'logs'));
    children.set(part, child);
    return child;
  };
  closing.push(() => stopChildren(children, say));
  for (const part of parts) start(part);
  await Promise.all([...children.values()].map((child) => announceReady(child, say)));
  return {
    ...{ children, mongo, kafka, engines: around.engines, readyAfterMs: Date.now() - startedAt },
    endpoint: `${urlOf(around.ports, 'gateway')}/graphql`,
    sandboxUrl: urlOf(around.ports, 'sandbox'),
    partnerEnvironment: (agency) => environmentOfPartner(agency, around, home),
    async restart(part) {
      await children.get(part)?.stop();
      const child = start(part);
      await untilReady(child);
      return child;
    },
  };
}

async function surroundingsOf(
  mongo: MongoEngine,
  kafka: KafkaEngine,
  keys: PlatformKeys,
): Promise<Omit<Surroundings, 'without'>> {
  return {
    ports: await findPorts(preferredPorts),
    keys,
    engines: engineEnvironment(mongo, kafka),
    databaseUrl: (database) => mongoUrl(mongo.url, `motcua-${database}`),
  };
}

async function startEngines(dataDir: string, say: PlatformOptions['say'], closing: Closing) {
  const [mongo, kafka] = await Promise.allSettled([findMongo({ dataDir, say }), findKafka({ dataDir, say })]);
  for (const engine of [mongo, kafka]) if (engine.status === 'fulfilled') closing.push(() => engine.value.stop());
  if (mongo.status === 'rejected') throw mongo.reason;
  if (kafka.status === 'rejected') throw kafka.reason;
  return { mongo: mongo.value, kafka: kafka.value };
}

async function prepareKafka(engine: KafkaEngine, mongo: MongoEngine, keys: PlatformKeys): Promise<void> {
  const given = engineEnvironment(mongo, engine);
  await createTopics(connectKafka({ KAFKA_BROKERS: '', ...given }, 'launcher'));
  for (const [agency, password] of Object.entries(JSON.parse(keys.AGENCY_PASSWORDS) as Record<string, string>)) {
    await engine.addPartner(agency, password);
  }
  await engine.addReader('gateway', keys.KAFKA_GATEWAY_PASSWORD, aboutDossiers);
}

function startPart(part: PartName, around: Surroundings, logs: string): Child {
  const folder = part === 'gateway' || part === 'sandbox' ? part : `services/${part}`;
  return startChild({
    name: part,
    entry: join(root, folder, 'dist/main.js'),
    url: urlOf(around.ports, part),
    env: environmentOf(part, around),
    logFile: join(logs, `${part}.log`),
  });
}

async function announceReady(child: Child, say: PlatformOptions['say']): Promise<void> {
  const afterMs = await untilReady(child);
  say(`${child.name} is ready after ${(afterMs / 1000).toFixed(1)} s`);
}

async function stopChildren(children: ReadonlyMap<PartName, Child>, say: PlatformOptions['say']): Promise<void> {
  for (const part of ['gateway', ...subgraphs, 'sandbox'] as const) {
    const child = children.get(part);
    if (child === undefined) continue;
    const code = await child.stop();
    if (code !== 0) say(`${part} ended with code ${code}; its log: ${child.logFile}`);
  }
}

async function closeAll(closing: Closing): Promise<void> {
  for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close();
}
