import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findKafka, type KafkaEngine } from '@motcua/engines';
import {
  CloudEvent,
  DossierStepStarted,
  toCloudEvent,
  topics,
  type AgencyName,
  type EventContract,
} from '@motcua/event-contracts';
import { createPartnerSigner, type PartnerSigner } from '@motcua/service-kit';
import { connectKafka, createTopics, type Kafka, type OutgoingMessage } from '@motcua/service-kit/kafka';
import { openDoors, type Doors } from './doors.js';

/** A platform as one agency sees it, played for its program: a real Kafka with its ACLs, keys, tokens and the endpoint. */
export interface Stage {
  readonly agency: AgencyName;
  /** What the program is given. */
  readonly environment: Readonly<Record<string, string>>;
  readonly doors: Doors;
  /** Everything the program said so far, oldest first; what is no CloudEvent as null. */
  readonly said: readonly (CloudEvent | null)[];
  tell(...messages: readonly OutgoingMessage[]): Promise<void>;
  /** Signed with the newest key. */
  step(about: StepToTell): OutgoingMessage;
  /** Another event of the feed about such a step, signed likewise. */
  event(contract: EventContract, about: EventToTell): OutgoingMessage;
  /** From now on another key signs; the old one stays published. */
  changeKey(): void;
  /** Messages of the feed that the program's group has not committed. */
  uncommitted(): Promise<number>;
  close(): Promise<void>;
}

export interface StepToTell {
  readonly dossierId: string;
  readonly feedSequence?: number;
  readonly stepKey?: string;
  /** Changes to the event before it is signed. */
  readonly but?: (event: CloudEvent) => unknown;
}

export interface EventToTell {
  readonly dossierId: string;
  /** Null: about no dossier of this agency. */
  readonly feedSequence: number | null;
  readonly data?: object;
}

const stepKeys: Readonly<Record<AgencyName, string>> = {
  'residence-police': 'registerResidence',
  'health-insurance': 'issueInsurance',
};

/** @throws Error where a Kafka is given: it may be somebody's, with topics and passwords that must not be touched. */
export async function openStage(agency: AgencyName, say: (line: string) => void): Promise<Stage> {
  if (process.env['KAFKA_BROKERS']) throw new Error('A check needs a Kafka of its own: unset KAFKA_BROKERS.');
  const engine = await findKafka({ dataDir: 'temporary', say });
  const secret = randomBytes(18).toString('base64url');
  const [kafka, doors] = await Promise.all([prepare(engine, agency, secret), openDoors(agency, secret)]);
  const home = mkdtempSync(join(tmpdir(), 'motcua-partner-'));
  const said: (CloudEvent | null)[] = [];
  const listening = await listen(kafka, `agency-result.${agency}.v1`, said);
  const producer = await kafka.openProducer();
  const group = `${agency}.check`;
  let signer = newSigner(doors, 'check-1');
  return {
    ...{ agency, doors, said },
    environment: {
      ...{ KAFKA_BROKERS: engine.partnerBrokers.join(), KAFKA_TLS: 'no', KAFKA_GROUP: group, AGENCY_SECRET: secret },
      ...doors.addresses,
      STATE_FILE: join(home, 'state.json'),
    },
    tell: (...messages) => producer.send(messages),
    step: ({ but, feedSequence = 1, stepKey = stepKeys[agency], ...about }) =>
      signed(agency, DossierStepStarted, { ...about, feedSequence, data: { stepKey } }, signer, but),
    event: (contract, { data = {}, ...about }) =>
      signed(agency, contract, { ...about, data: { stepKey: stepKeys[agency], ...data } }, signer),
    changeKey: () => void (signer = newSigner(doors, 'check-2')),
    uncommitted: () => lagOf(kafka, group, `partner.${agency}.v1`),
    async close() {
      await Promise.all([producer.close(), listening.close(), doors.close()]);
      await engine.stop();
      rmSync(home, { recursive: true });
    },
  };
}

async function prepare(engine: KafkaEngine, agency: AgencyName, secret: string): Promise<Kafka> {
  const { brokers, platform, saslMechanism: KAFKA_SASL_MECHANISM, tlsCa: KAFKA_TLS_CA } = engine;
  const login = { KAFKA_USERNAME: platform.username, KAFKA_PASSWORD: platform.password };
  const kafka = connectKafka(
    { KAFKA_BROKERS: brokers.join(), ...login, KAFKA_SASL_MECHANISM, KAFKA_TLS_CA, TOPIC_PREFIX: '' },
    'partner-check',
  );
  // In one partition what is told later is answered later, so that silence about what came before says something.
  await createTopics(
    kafka,
    topics().map((topic) => ({ ...topic, partitions: 1 })),
  );
  await engine.addPartner(agency, secret);
  return kafka;
}

function newSigner(doors: Doors, kid: string): PartnerSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  doors.publishKey({ ...publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' });
  return createPartnerSigner({ keys: [{ ...privateKey.export({ format: 'jwk' }), kid }] });
}

function signed(
  agency: AgencyName,
  contract: EventContract,
  { dossierId, feedSequence, data }: Required<EventToTell>,
  signer: PartnerSigner,
  but = (event: CloudEvent): unknown => event,
): OutgoingMessage {
  const sequence = feedSequence === null ? 1 : 5 + feedSequence;
  const subject = feedSequence === null ? `not_${dossierId}` : dossierId;
  const usual = toCloudEvent(
    contract,
    contract.schema.parse({ ...(contract.sample as object), dossierId, agency, ...data }), // every sample is an object
    {
      ...{ id: `${subject}/${sequence}`, source: '/motcua/dossiers', subject, key: subject, sequence },
      ...(feedSequence === null ? {} : { feedSequence }),
      occurredAt: new Date(),
    },
  );
  const value = Buffer.from(JSON.stringify(but(usual)));
  const headers = signer.sign({ id: usual.id, time: usual.time, body: value });
  return { topic: `partner.${agency}.v1`, key: subject, value, headers };
}

async function listen(kafka: Kafka, topic: string, said: (CloudEvent | null)[]) {
  return kafka.openConsumer({
    ...{ groupId: 'partner-check', topics: [topic], concurrency: 1 },
    onCrash: (error) => {
      throw error;
    },
    onBatch: ({ messages, resolve }) => {
      for (const { value, offset, key } of messages) {
        const event = parsed(value);
        // Answers in order need the dossier's id as key.
        said.push(event?.partitionkey === key?.toString() ? event : null);
        resolve(offset);
      }
      return Promise.resolve();
    },
  });
}

function parsed(value: Buffer | null): CloudEvent | null {
  try {
    return CloudEvent.parse(JSON.parse(String(value)));
  } catch {
    // Whatever is wrong with it: the check that waits for an answer says that none came as contracted.
    return null;
  }
}

async function lagOf(kafka: Kafka, group: string, topic: string): Promise<number> {
  const admin = await kafka.openAdmin();
  try {
    const [bounds, committed] = await Promise.all([admin.boundsOf(topic), admin.committedBy(group, [topic])]);
    const offsets = new Map((committed.get(topic) ?? []).map(({ partition, offset }) => [partition, offset]));
    const behind = bounds.map(({ partition, high, low }) => {
      const offset = offsets.get(partition) ?? -1n;
      return Number(high - (offset < low ? low : offset));
    });
    return behind.reduce((sum, each) => sum + each, 0);
  } finally {
    await admin.close();
  }
}
