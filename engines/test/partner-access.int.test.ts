import kafkajs, { type Kafka, type SASLOptions } from 'kafkajs';
import { useGivenKafka } from '../src/kafka/given-kafka.js';
import type { KafkaEngine } from '../src/index.js';
import { answerTo, clientOf, letIn, read, send } from './kafka-client.js';

// Names of these tests alone: the broker is shared by every test of the run.
const AGENCY = 'test-residence-agency';
const OTHER = 'test-health-agency';
const TOPICS = [`partner.${AGENCY}.v1`, `agency-result.${AGENCY}.v1`, `partner.${OTHER}.v1`, 'engines-test-dossier.v1'];

let engine: KafkaEngine;
let platform: Kafka;
let agency: Kafka;

beforeAll(async () => {
  engine = await useGivenKafka();
  platform = clientOf(engine.brokers, { mechanism: 'plain', ...engine.platform });
  const admin = platform.admin();
  await admin.connect();
  await admin.createTopics({ topics: TOPICS.map((topic) => ({ topic, numPartitions: 1 })), waitForLeaders: true });
  await admin.disconnect();
  await engine.addPartner(AGENCY, 'first password');
  await engine.addPartner(OTHER, 'other password');
  agency = clientOf(engine.partnerBrokers, scram(AGENCY, 'first password'));
  await send(platform, `partner.${AGENCY}.v1`, 'for the agency');
  await send(platform, `partner.${OTHER}.v1`, 'for another');
});

describe('a partner may', () => {
  it('read its own topic with a group of its own name', async () => {
    await expect(read(agency, `partner.${AGENCY}.v1`, `${AGENCY}.inbox`, 1)).resolves.toEqual(['for the agency']);
  });

  it('write its own answers, and the platform reads them', async () => {
    await send(agency, `agency-result.${AGENCY}.v1`, 'registered');
    await expect(read(platform, `agency-result.${AGENCY}.v1`, 'engines-test', 1)).resolves.toEqual(['registered']);
  });
});

describe('a partner may not', () => {
  it.each([
    ['the topics of the platform', 'engines-test-dossier.v1', `${AGENCY}.inbox`],
    ['the topic of another agency', `partner.${OTHER}.v1`, `${AGENCY}.inbox`],
    ['its own answers', `agency-result.${AGENCY}.v1`, `${AGENCY}.inbox`],
    ['its own topic with a group of another name', `partner.${AGENCY}.v1`, `${OTHER}.inbox`],
  ])('read %s', async (_what, topic, group) => {
    // A refused group shows as a coordinator that cannot be found.
    expect(await answerTo(() => read(agency, topic, group, 1))).toMatch(
      /_AUTHORIZATION_FAILED$|GroupCoordinatorNotFound/,
    );
  });

  it.each(['engines-test-dossier.v1', `partner.${AGENCY}.v1`, `agency-result.${OTHER}.v1`])(
    'write %s',
    async (topic) => {
      expect(await answerTo(() => send(agency, topic, 'forged'))).toBe('TOPIC_AUTHORIZATION_FAILED');
    },
  );

  it('create topics, give rights or see those of others', async () => {
    const admin = agency.admin();
    await admin.connect();
    const acl = { resourceName: 'x', principal: `User:${AGENCY}`, host: '*', ...everything };
    expect(await answerTo(() => admin.createTopics({ topics: [{ topic: 'engines-test-own.v1' }] }))).not.toBe(
      'allowed',
    );
    expect(await answerTo(() => admin.createAcls({ acl: [acl] }))).toBe('CLUSTER_AUTHORIZATION_FAILED');
    expect(await answerTo(() => admin.deleteTopics({ topics: [`partner.${OTHER}.v1`] }))).not.toBe('allowed');
    await admin.disconnect();
  });
});

describe('nobody gets in', () => {
  it.each([
    ['with a wrong password', scram(AGENCY, 'guessed')],
    ['under an unknown name', scram('nobody', 'first password')],
    ['with PLAIN at the door of the partners', plain(AGENCY, 'first password')],
    ['without a login', undefined],
  ])('%s', async (_how, sasl) => {
    expect(await letIn(clientOf(engine.partnerBrokers, sasl))).not.toBe('allowed');
  });

  it.each([
    ['as a partner at the door of the platform', plain(AGENCY, 'first password')],
    ['as a partner with SCRAM at the door of the platform', scram(AGENCY, 'first password')],
    [
      'as the platform with the name of the variable for a password',
      plain('platform', '${env:KAFKA_PLATFORM_PASSWORD}'),
    ],
    ['as the platform without a password', plain('platform', '')],
    ['without a login', undefined],
  ])('%s', async (_how, sasl) => {
    expect(await letIn(clientOf(engine.brokers, sasl))).not.toBe('allowed');
  });

  it('with the old password once a new one was set', async () => {
    await engine.addPartner(OTHER, 'new password');
    expect(await letIn(clientOf(engine.partnerBrokers, scram(OTHER, 'new password')))).toBe('allowed');
    expect(await letIn(clientOf(engine.partnerBrokers, scram(OTHER, 'other password')))).toBe(
      'KafkaJSSASLAuthenticationError',
    );
  });
});

const everything = {
  resourceType: kafkajs.AclResourceTypes.TOPIC,
  resourcePatternType: kafkajs.ResourcePatternTypes.LITERAL,
  operation: kafkajs.AclOperationTypes.ALL,
  permissionType: kafkajs.AclPermissionTypes.ALLOW,
};

function scram(username: string, password: string): SASLOptions {
  return { mechanism: 'scram-sha-512', username, password };
}

function plain(username: string, password: string): SASLOptions {
  return { mechanism: 'plain', username, password };
}
