import { Readable } from 'node:stream';
import { startClamd, type ClamdMood, type FakeClamd } from '../../test/clamd-server.js';
import { createClamd } from './clamd.js';

let clamd: FakeClamd;
beforeEach(async () => {
  clamd = await startClamd();
});
afterEach(() => clamd.close());

const scan = (text: string | Buffer, patienceMs = 5_000) =>
  createClamd(clamd.url, patienceMs).scan(Readable.from([Buffer.from(text)], { objectMode: false }));

describe('clamd', () => {
  it('says of a whole file what it is', async () => {
    expect(await scan('fine')).toBe('CLEAN');
    expect(await scan(Buffer.alloc(3_000_000))).toBe('CLEAN');
    expect(await scan('EICAR-STANDARD-ANTIVIRUS-TEST-FILE')).toBe('INFECTED');
    expect(clamd.scanned).toBe(3);
  });

  it.each([
    ['another word', { says: 'stream: MAYBE\0' }],
    ['OK about something else', { says: 'stream: OK but not all\0' }],
    ['FOUND about something else', { says: 'FOUND\0' }],
    ['an error', { says: 'INSTREAM size limit exceeded. ERROR\0' }],
    ['no end of its reply', { says: 'stream: OK' }],
    ['nothing', { says: '' }],
    ['too much', { says: 'x'.repeat(10_000) }],
    ['bytes that are no text', { says: '\u0001\u0002\uffff\0' }],
  ] as readonly (readonly [string, ClamdMood])[])('with %s has no verdict', async (_, mood) => {
    clamd.mood = mood;
    await expect(scan('fine')).rejects.toThrow(/clamd/);
  });

  it('that says OK before it has seen the whole file has no verdict', async () => {
    clamd.mood = 'hasty';
    async function* slowly() {
      yield Buffer.from('first');
      await new Promise((resolve) => setTimeout(resolve, 100));
      yield Buffer.from('EICAR');
    }
    await expect(createClamd(clamd.url, 5_000).scan(Readable.from(slowly(), { objectMode: false }))).rejects.toThrow();
  });

  it('that does not answer is not waited for, and one that is gone neither', async () => {
    clamd.mood = 'silent';
    await expect(scan('fine', 100)).rejects.toThrow('did not answer in time');
    await clamd.close();
    await expect(scan('fine')).rejects.toThrow(/ECONNREFUSED/);
    clamd = await startClamd();
  });

  it('hears nothing of a file that cannot be read to its end, and has no verdict', async () => {
    async function* broken() {
      yield await Promise.resolve(Buffer.from('first'));
      throw new Error('the stored bytes are not what was encrypted');
    }
    await expect(createClamd(clamd.url).scan(Readable.from(broken(), { objectMode: false }))).rejects.toThrow(
      'could not be sent',
    );
    expect(clamd.scanned).toBe(0);
  });
});
