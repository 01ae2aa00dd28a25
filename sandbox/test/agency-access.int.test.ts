import { agencies, AgencyAnswerRefused, partnerFeed, topics, type AgencyName } from '@motcua/event-contracts';
import { findKafka, type KafkaEngine } from '@motcua/engines';
import kafkajs, { type Kafka } from 'kafkajs';

/** Every topic of the platform, as it is created in production, on a broker with the platform's own access rules. */
const all = topics().map(({ name }) => name);
let engine: KafkaEngine;
let platform: Kafka;
beforeAll(async () => {
  engine = await findKafka({ dataDir: 'temporary' });
  platform = clientOf(engine.brokers, { mechanism: 'plain', ...engine.platform });
  const admin = platform.admin();
  await admin.connect();
  await admin.createTopics({ topics: all.map((topic) => ({ topic, numPartitions: 1 })), waitForLeaders: true });
  await admin.disconnect();
  for (const agency of agencies) await engine.addPartner(agency, passwordOf(agency));
  for (const topic of all) await send(platform, topic, `said on ${topic}`);
}, 120_000);
afterAll(() => engine.stop(), 30_000);

describe.each(agencies)('%s', (agency) => {
  it('reads its own feed, refusals of its answers with it, and nothing else of the platform', async () => {
    const read = await Promise.all(all.map((topic) => firstOn(agency, topic, `${agency}.${topic}`)));
    const heard = Object.fromEntries(
      all.map((topic, index) => [topic, read[index]]).filter(([, said]) => said !== null),
    );
    expect(heard).toEqual({ [`partner.${agency}.v1`]: `said on partner.${agency}.v1` });
    expect(partnerFeed).toContain(AgencyAnswerRefused);
    expect(new Set(partnerFeed.map(({ topic }) => topic))).toEqual(new Set(['dossier.v1', 'partner.<agency>.v1']));
  }, 120_000);

  it('reads not even its feed in the group of another agency, or without a group of its name', async () => {
    for (const group of [...agencies.filter((other) => other !== agency).map((other) => `${other}.x`), agency, 'x']) {
      expect(await firstOn(agency, `partner.${agency}.v1`, group)).toBeNull();
    }
  }, 60_000);

  it('writes its own answers, and nothing else', async () => {
    const may: string[] = [];
    for (const topic of all) {
      const sent = await send(agencyClient(agency), topic, 'said by an agency').then(
        () => true,
        (error: unknown) => refusedOnly(error),
      );
      if (sent) may.push(topic);
    }
    expect(may).toEqual([`agency-result.${agency}.v1`]);
  }, 120_000);
});

function clientOf(brokers: readonly string[], sasl: kafkajs.SASLOptions): Kafka {
  const quiet = { clientId: 'agency-access', logLevel: kafkajs.logLevel.NOTHING, connectionTimeout: 3_000 };
  // Few, but some: the very first group of a broker waits for the topic in which groups are kept.
  return new kafkajs.Kafka({ ...quiet, brokers: [...brokers], sasl, retry: { retries: 4, initialRetryTime: 100 } });
}

const passwordOf = (agency: AgencyName): string => `password-of-${agency}`;
const agencyClient = (agency: AgencyName): Kafka =>
  clientOf(engine.partnerBrokers, { mechanism: 'scram-sha-512', username: agency, password: passwordOf(agency) });

/** The first message of a topic; null where Kafka refuses it, or the group. */
async function firstOn(agency: AgencyName, topic: string, groupId: string): Promise<string | null> {
  const consumer = agencyClient(agency).consumer({ groupId, allowAutoTopicCreation: false });
  await consumer.connect();
  try {
    return await new Promise<string>((resolve, reject) => {
      consumer.on('consumer.crash', ({ payload: { error, restart } }) => {
        if (!restart || isRefusal(error)) reject(error);
      });
      const eachMessage = ({ message }: kafkajs.EachMessagePayload): Promise<void> => {
        resolve(String(message.value));
        return Promise.resolve();
      };
      consumer
        .subscribe({ topics: [topic], fromBeginning: true })
        .then(() => consumer.run({ eachMessage }))
        .catch(reject);
    });
  } catch (error) {
    refusedOnly(error);
    return null;
  } finally {
    await consumer.disconnect();
  }
}

async function send(kafka: Kafka, topic: string, value: string): Promise<void> {
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    retry: { retries: 0 },
  });
  await producer.connect();
  try {
    await producer.send({ topic, messages: [{ value }] });
  } finally {
    await producer.disconnect();
  }
}

/** False; whatever else went wrong is no proof of a rule. */
function refusedOnly(error: unknown): false {
  if (isRefusal(error)) return false;
  throw error;
}

function isRefusal(error: unknown): boolean {
  if (error instanceof kafkajs.KafkaJSAggregateError) return error.errors.every(isRefusal);
  if (!(error instanceof Error)) return false;
  // A group that is refused shows as a coordinator that cannot be found.
  const type = 'type' in error ? String(error.type) : '';
  if (/_AUTHORIZATION_FAILED$/.test(type) || error.name === 'KafkaJSGroupCoordinatorNotFound') return true;
  return error.cause !== undefined && isRefusal(error.cause);
}
