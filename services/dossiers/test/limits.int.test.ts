import { jest } from '@jest/globals';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import { openDossiersBench, submitted, type DossiersBench } from './dossiers-bench.js';
import { act, askFrom, type Caller, type RawAnswer } from './guest-actions.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
afterAll(() => bench.close());
jest.setTimeout(20_000);

const track = (code: string, address: string) =>
  askFrom(bench, 'query ($code: String!) { trackDossier(code: $code) { code status } }', { code }, { address });
const start = (caller: Caller) => act(bench, 'startDraft', { procedureCode: '9.000001', officeId: 'off_club' }, caller);

describe('drafts without an account', () => {
  it('are thirty an hour for an address, in whatever process, also after a restart', async () => {
    bench.clock.set('2026-11-23T05:10:00Z');
    const address = '2001:db8:1:2::7';
    const first = await times(30, () => start({ address }));
    expect(first.flatMap(({ codes }) => codes)).toEqual([]);
    await bench.restart();
    // The next address of the same household.
    const refused = await start({ address: '2001:db8:1:2::8' });
    expect(refused.codes).toEqual(['TOO_MANY_REQUESTS']);
    expect(refused.errors[0]?.extensions['details']).toEqual({ retryAfterSeconds: 50 * 60 });
    expect((await start({ address: '2001:db8:1:3::7' })).codes).toEqual([]);
    bench.clock.set('2026-11-23T06:00:00Z');
    expect((await start({ address })).codes).toEqual([]);
  });

  it('are counted when thirty-five ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 35 }, () => start({ address: '192.0.2.35' })));
    expect(answers.filter(({ codes }) => codes.length === 0)).toHaveLength(30);
  });

  it('are not counted for a request that is only repeated', async () => {
    const [input, address] = [
      { procedureCode: '9.000001', officeId: 'off_club', requestId: crypto.randomUUID() },
      '192.0.2.36',
    ];
    const answers = await times(40, () => act(bench, 'startDraft', input, { address }));
    expect(answers.flatMap(({ codes }) => codes)).toEqual([]);
  });

  it('leave no address behind in the database', async () => {
    await start({ address: '198.51.100.99' });
    const database = databaseOf(await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log));
    for (const { name } of await database.listCollections().toArray()) {
      if (name.startsWith('papers.')) continue;
      const rows = await database.collection(name).find({}).toArray();
      expect(JSON.stringify(rows)).not.toContain('198.51.100');
    }
    expect(bench.lines.filter((line) => line.includes('198.51.100'))).toEqual([]);
  });
});

describe('following a dossier by its code', () => {
  it('is thirty times in ten minutes for a code, from wherever', async () => {
    const dossierId = await submitted(bench);
    const { data } = await bench.said(dossierId, 'dossier.submitted');
    const code = String(data['code']);
    const seen = await times(30, (n) => track(n % 2 === 0 ? code : ` ${code.toLowerCase()} `, `192.0.2.${String(n)}`));
    expect(seen.every((answer) => answer.at('trackDossier.code') === code)).toBe(true);
    expect((await track(code, '192.0.2.200')).codes).toEqual(['TOO_MANY_REQUESTS']);
    expect((await track('H26.153-261123-9999', '192.0.2.200')).data).toEqual({ trackDossier: null });
    bench.clock.set('2026-11-23T06:10:00Z');
    expect((await track(code, '192.0.2.200')).at('trackDossier.status')).toBe('SUBMITTED');
  });

  it('is sixty times in ten minutes for an address, whatever is typed', async () => {
    const tried = await times(60, (n) =>
      track(n % 2 === 0 ? `nonsense ${String(n)}` : `H26.153-261123-${String(5000 + n)}`, '203.0.113.9'),
    );
    expect(tried.flatMap(({ codes }) => codes)).toEqual([]);
    const refused = await track('H26.153-261123-0001', '203.0.113.9');
    expect(refused.codes).toEqual(['TOO_MANY_REQUESTS']);
    expect(refused.at('trackDossier') ?? null).toBeNull();
    // Who is over the limit spends nothing of others’ codes.
    await times(40, () => track('H26.153-261123-7777', '203.0.113.9'));
    expect((await track('H26.153-261123-7777', '203.0.113.10')).codes).toEqual([]);
  });
});

describe('links and receipts', () => {
  it.each([
    ['resumeDraft', { resumeToken: 'none' }],
    ['redeemReceipt', { receiptToken: 'none' }],
  ] as const)('%s is tried thirty times an hour from an address', async (name, input) => {
    const tried = await times(31, () => act(bench, name, input, { address: '203.0.113.77' }));
    const codes = tried.flatMap((answer) => answer.codes);
    expect(codes).toEqual([...Array.from({ length: 30 }, () => 'ACCESS_REFUSED'), 'TOO_MANY_REQUESTS']);
  });
});

/** Ten at a time. */
async function times(many: number, ask: (n: number) => Promise<RawAnswer>): Promise<readonly RawAnswer[]> {
  const answers: RawAnswer[] = [];
  for (let n = 0; n < many; n += 10) {
    const next = Array.from({ length: Math.min(10, many - n) }, (_, one) => ask(n + one));
    answers.push(...(await Promise.all(next)));
  }
  return answers;
}
