/** The platform as the agencies see it: its keys, its gateway and, over Kafka, its events. */
import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudEvent, DossierStepStarted, agencies, toCloudEvent, type EventContract } from '@motcua/event-contracts';
import type { KafkaEngine } from '@motcua/engines';
import kafkajs from 'kafkajs';

export interface Platform {
  readonly env: Readonly<Record<string, string>>;
  /** Bearer tokens the gateway was asked with. */
  readonly tokens: readonly string[];
  /** The next answers of the gateway, then the usual one. */
  gatewayAnswers(...answers: readonly object[]): void;
  useKey(kid: string): void;
  /** Publishes a started step; answers its event id. */
  startStep(step: Step): Promise<void>;
  /** Publishes another event about such a step. */
  tell(contract: EventContract, step: Step): Promise<void>;
  publish(topic: string, value: string, headers?: Readonly<Record<string, string>>): Promise<void>;
  /** What the agencies answered, as soon as there are this many. */
  answers(count: number): Promise<readonly CloudEvent[]>;
  close(): Promise<void>;
}

export interface Step {
  readonly agency: string;
  readonly dossierId: string;
  readonly sequence: number;
  readonly topicOf?: string;
  readonly kid?: string;
  readonly times?: number;
}

export async function startPlatform(engine: KafkaEngine): Promise<Platform> {
  const kafka = new kafkajs.Kafka({
    ...{ clientId: 'platform', brokers: [...engine.brokers], logLevel: kafkajs.logLevel.NOTHING },
    sasl: { mechanism: 'plain', ...engine.platform },
  });
  await createTopics(kafka);
  const secrets = Object.fromEntries(agencies.map((agency) => [agency, `password-of-${agency}`]));
  for (const agency of agencies) await engine.addPartner(agency, `password-of-${agency}`);
  const keys = new Map([['partner-1', newKey()]]);
  const http = await startHttp(keys);
  const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  const heard = await listen(kafka);
  const publish = async (topic: string, value: string, headers: Readonly<Record<string, string>> = {}) => {
    await producer.send({ topic, messages: [{ key: 'k', value, headers: { ...headers } }] });
  };
  const tell: Platform['tell'] = async (contract, { topicOf, kid = 'partner-1', times = 1, ...step }) => {
    const event = eventAbout(contract, step);
    const value = JSON.stringify(event);
    const headers = signatureOf(event, value, keys.get(kid) ?? newKey(), kid);
    for (let time = 1; time <= times; time += 1) await publish(`partner.${topicOf ?? step.agency}.v1`, value, headers);
  };
  return {
    env: {
      KAFKA_PARTNER_BROKERS: engine.partnerBrokers.join(','),
      AGENCY_PASSWORDS: JSON.stringify(secrets),
      GATEWAY_URL: `${http.url}/graphql`,
      PARTNER_KEYS_URL: `${http.url}/partner-keys.json`,
    },
    tokens: http.tokens,
    gatewayAnswers: (...answers) => void http.next.push(...answers),
    useKey: (kid) => void keys.set(kid, newKey()),
    startStep: (step) => tell(DossierStepStarted, step),
    tell,
    publish,
    answers: heard.answers,
    async close() {
      await heard.close();
      await producer.disconnect();
      await http.close();
    },
  };
}

const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;

async function createTopics(kafka: kafkajs.Kafka): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  const names = agencies.flatMap((agency) => [`partner.${agency}.v1`, `agency-result.${agency}.v1`]);
  await admin.createTopics({ waitForLeaders: true, topics: names.map((topic) => ({ topic, numPartitions: 3 })) });
  await admin.disconnect();
}

function eventAbout(
  contract: EventContract,
  { agency, dossierId, sequence }: Pick<Step, 'agency' | 'dossierId' | 'sequence'>,
): CloudEvent {
  const sample = contract.sample as object; // every sample is one
  const data = contract.schema.parse({ ...sample, agency, dossierId, stepKey: 'registerResidence' });
  return toCloudEvent(contract, data, {
    ...{ id: `${dossierId}/${sequence}`, source: '/motcua/dossiers', subject: dossierId, key: dossierId, sequence },
    occurredAt: new Date('2026-11-23T04:00:00Z'),
  });
}

function signatureOf(event: CloudEvent, value: string, key: KeyObject, kid: string) {
  const signature = sign(null, Buffer.from(`${event.id}.${event.time}.${value}`), key).toString('base64url');
  return { 'motcua-signature': signature, 'motcua-key-id': kid };
}

async function startHttp(keys: ReadonlyMap<string, KeyObject>) {
  const next: object[] = [];
  const tokens: string[] = [];
  const usual = { data: { dossier: { code: 'H26.153-261123-0001', answers: { childName: 'Bé Mẫu', address: 'x' } } } };
  const answer = ({ url, headers }: IncomingMessage, response: ServerResponse): void => {
    const publicKeys = [...keys].map(([kid, key]) => ({ ...publicJwk(key), kid }));
    if (url !== '/partner-keys.json') tokens.push(headers.authorization ?? '');
    const body = url === '/partner-keys.json' ? { keys: publicKeys } : (next.shift() ?? usual);
    response.writeHead('status' in body ? 503 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a pipe
  const close = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
  return { url: `http://127.0.0.1:${port}`, next, tokens, close };
}

function publicJwk(key: KeyObject): object {
  return createPublicKey(key).export({ format: 'jwk' });
}

async function listen(kafka: kafkajs.Kafka) {
  const events: CloudEvent[] = [];
  const waiting = new Set<() => void>();
  const consumer = kafka.consumer({ groupId: 'test.answers', maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics: agencies.map((agency) => `agency-result.${agency}.v1`), fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message }) => {
      events.push(CloudEvent.parse(JSON.parse(String(message.value))));
      for (const look of waiting) look();
      return Promise.resolve();
    },
  });
  return {
    close: () => consumer.disconnect(),
    answers: (count: number) =>
      new Promise<readonly CloudEvent[]>((resolve) => {
        const look = (): void => {
          if (events.length < count) return;
          waiting.delete(look);
          resolve([...events]);
        };
        waiting.add(look);
        look();
      }),
  };
}
