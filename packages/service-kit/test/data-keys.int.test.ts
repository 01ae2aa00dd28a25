import { createDataKeys, type DataKeys } from '../src/data-keys.js';
import { generateVaultKeys } from '../src/key-generation.js';
import { connectMongo, databaseOf, ensureCollection, type Mongo } from '../src/mongo.js';
import { startTestBench, type TestBench } from '../src/testing/index.js';
import { createVault } from '../src/vault.js';

let bench: TestBench;
let mongo: Mongo;
let keys: DataKeys;
const vault = createVault(generateVaultKeys('vault-1'));
const now = new Date('2026-11-23T02:00:00Z');

beforeAll(async () => {
  bench = await startTestBench('data-keys');
  mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
  keys = createDataKeys(mongo, vault);
  await keys.ready();
}, 60_000);
afterAll(() => bench.close());

const stored = async () => JSON.stringify(await databaseOf(mongo).collection('data_keys').find().toArray());

describe('a data key', () => {
  it('is made once, however many ask for it at the same time', async () => {
    const opened = await Promise.all(Array.from({ length: 20 }, () => keys.open('one')));
    expect(new Set(opened).size).toBe(1);
    expect(await keys.findMany(['none', 'one'])).toEqual([null, opened[0]]);
  });

  it('that was forgotten opens nothing, and none of its name is ever made again', async () => {
    const key = (await keys.open('two')) ?? '';
    const text = vault.encrypt(key, 'here', 'Nguyễn Văn Mẫu');
    expect(vault.decrypt(key, 'here', text)).toBe('Nguyễn Văn Mẫu');
    await keys.forget('two', now);
    await keys.forget('two', now);
    expect([await keys.open('two'), await keys.findMany(['two'])]).toEqual([null, [null]]);
    expect(await stored()).not.toContain(key);
    const others = await keys.findMany(['one']);
    expect(() => vault.decrypt(others[0] ?? '', 'here', text)).toThrow();
  });

  it('may be forgotten before there was one', async () => {
    await keys.forget('three', now);
    expect(await keys.open('three')).toBeNull();
  });

  it('that an earlier version kept among the facts is taken over, once', async () => {
    await ensureCollection(mongo, 'parcels');
    const parcels = databaseOf(mongo).collection<{ _id: string } & Record<string, unknown>>('parcels');
    const wrappedKey = vault.newDataKey();
    const contact = { wrappedKey, text: 'encrypted' };
    await parcels.insertMany([
      { _id: 'old', version: 2, state: { contact }, facts: [{ type: 'A', contact }, { type: 'B' }] },
      { _id: 'new', version: 1, state: { contact: null }, facts: [{ type: 'A' }] },
    ]);
    for (let start = 0; start < 2; start += 1) await keys.adopt('parcels', 'contact.wrappedKey');
    expect(await keys.findMany(['old', 'new'])).toEqual([wrappedKey, null]);
    expect(await parcels.find().toArray()).toEqual([
      {
        ...{ _id: 'old', version: 2, state: { contact: { text: 'encrypted' } } },
        facts: [{ type: 'A', contact: { text: 'encrypted' } }, { type: 'B' }],
      },
      { _id: 'new', version: 1, state: { contact: null }, facts: [{ type: 'A' }] },
    ]);
  });
});
