import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { findKafka, findMongo, mongoUrl, type KafkaEngine, type MongoEngine } from '../src/index.js';
import { clientOf, read, send } from './kafka-client.js';

describe('engines of one run', () => {
  it('keep what they acknowledged over a kill, on the same port', async () => {
    const [mongo, kafka] = await ownEngines('temporary');
    try {
      await writeDown(mongo, 'before the kill');
      const platform = clientOf(kafka.brokers, { mechanism: 'plain', ...kafka.platform });
      await createTopic(kafka);
      await send(platform, 'engines-test-kept.v1', 'before the kill');
      await Promise.all([mongo.kill?.(), kafka.kill?.()]);
      await Promise.all([mongo.restart?.(), kafka.restart?.()]);
      await expect(written(mongo)).resolves.toEqual(['before the kill']);
      await expect(read(platform, 'engines-test-kept.v1', 'engines-test', 1)).resolves.toEqual(['before the kill']);
    } finally {
      await Promise.all([mongo.stop(), kafka.stop()]);
    }
  }, 60_000);

  it('do not meet those of another run', async () => {
    const all = await Promise.all([ownEngines('temporary'), ownEngines('temporary')]);
    try {
      const [[mongo, kafka], [otherMongo, otherKafka]] = all;
      expect(mongo.url).not.toBe(otherMongo.url);
      expect([...kafka.brokers, ...kafka.partnerBrokers]).not.toEqual(
        expect.arrayContaining([...otherKafka.brokers, ...otherKafka.partnerBrokers]),
      );
      expect(kafka.platform.password).not.toBe(otherKafka.platform.password);
      await writeDown(mongo, 'here only');
      await expect(written(otherMongo)).resolves.toEqual([]);
    } finally {
      await Promise.all(all.flat().map((engine) => engine.stop()));
    }
  }, 60_000);

  it('find their data again in a folder that stays, one run at a time', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'motcua-engines-test-'));
    try {
      const [mongo, kafka] = await ownEngines(dataDir);
      await writeDown(mongo, 'yesterday');
      await createTopic(kafka);
      await expect(findMongo({ dataDir, say: quiet })).rejects.toMatchObject({ code: 'ENGINE_DATA_IN_USE' });
      await Promise.all([mongo.stop(), kafka.stop()]);
      expect(existsSync(join(dataDir, 'mongo', 'in-use'))).toBe(false);

      const [again, kafkaAgain] = await ownEngines(dataDir);
      await expect(written(again)).resolves.toEqual(['yesterday']);
      await expect(topicsOf(kafkaAgain)).resolves.toContain('engines-test-kept.v1');
      await Promise.all([again.stop(), kafkaAgain.stop()]);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  }, 90_000);

  it('can be stopped twice', async () => {
    const mongo = await findMongo({ dataDir: 'temporary', say: quiet });
    await mongo.stop();
    await expect(mongo.stop()).resolves.toBeUndefined();
  });
});

async function ownEngines(dataDir: string): Promise<[MongoEngine, KafkaEngine]> {
  return Promise.all([findMongo({ dataDir, say: quiet }), findKafka({ dataDir, say: quiet })]);
}

async function writeDown(mongo: MongoEngine, text: string): Promise<void> {
  const client = new MongoClient(mongoUrl(mongo.url, 'engines-test'));
  await client
    .db()
    .collection('lines')
    .insertOne({ text }, { writeConcern: { w: 'majority', journal: true } });
  await client.close();
}

async function written(mongo: MongoEngine): Promise<readonly unknown[]> {
  const client = new MongoClient(mongoUrl(mongo.url, 'engines-test'));
  const lines = await client.db().collection<{ text: string }>('lines').find().toArray();
  await client.close();
  return lines.map(({ text }) => text);
}

async function createTopic(kafka: KafkaEngine): Promise<void> {
  const admin = clientOf(kafka.brokers, { mechanism: 'plain', ...kafka.platform }).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: 'engines-test-kept.v1' }], waitForLeaders: true });
  await admin.disconnect();
}

async function topicsOf(kafka: KafkaEngine): Promise<readonly string[]> {
  const admin = clientOf(kafka.brokers, { mechanism: 'plain', ...kafka.platform }).admin();
  await admin.connect();
  const topics = await admin.listTopics();
  await admin.disconnect();
  return topics;
}

function quiet(): void {
  // What is chosen and how long it took is the run's business, not this test's.
}
