import { MongoClient } from 'mongodb';
import { mongoUrl } from '../src/index.js';

describe('the engines of a jest run', () => {
  it('are published in the environment and answer', async () => {
    const client = new MongoClient(mongoUrl(process.env['MONGODB_URL'] ?? '', 'engines-jest-run'));
    await client.db().collection<{ _id: string }>('greetings').insertOne({ _id: 'xin chào' });
    expect(await client.db().collection('greetings').countDocuments()).toBe(1);
    await client.db().dropDatabase();
    await client.close();
    expect(process.env['KAFKA_BROKERS']).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(process.env['KAFKA_PARTNER_BROKERS']).not.toBe(process.env['KAFKA_BROKERS']);
  });
});
