import { PaymentConcluded } from '@motcua/event-contracts';
import type { Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf, type Mongo } from '@motcua/service-kit/mongo';
import { sayEverything } from './canary-desk.js';
import { dumpDatabase, holding } from './database-dump.js';
import { leader, openDossiersBench, pdf, player, type DossiersBench } from './dossiers-bench.js';

let bench: DossiersBench;
let mongo: Mongo;
beforeAll(async () => {
  bench = await openDossiersBench();
  mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
}, 60_000);
afterAll(() => bench.close());

const operator: Viewer = { kind: 'operator', id: 'operator-1' };

/** Without a result it is closed once its money is settled. */
async function concluded(dossierId: string): Promise<void> {
  const paymentId = dossierId.replace('dos_', 'pay_');
  const data = { paymentId, dossierId, dossierCode: 'H26.153-261123-0001', outcome: 'NOTHING_PAID' } as const;
  const settled = { amountVnd: 0, refundVnd: 0, concludedAt: bench.clock.now().toISOString() };
  await bench.publish(PaymentConcluded, { ...data, ...settled }, { id: `${paymentId}/9`, key: dossierId });
}

const erase = (dossierId: string) =>
  bench.ask(
    'mutation ($input: EraseDossierInput!) { eraseDossier(input: $input) { erasedAt } }',
    { input: { requestId: `erase-${dossierId}`, dossierId, reasonCode: 'RETENTION_ENDED' } },
    operator,
  );

/** Every encrypted text in the facts of a dossier. Files are counted; a result keeps the name and the hash of its own, the proof of it. */
async function secretsOf(dossierId: string): Promise<readonly string[]> {
  const row = await databaseOf(mongo).collection<{ _id: string }>('dossiers').findOne({ _id: dossierId });
  const found: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      const isSecret = /^(encrypted|sealed)|^(applicant|answers|receipt)$/.test(name);
      if (isSecret && typeof member === 'string' && member.length > 10) found.push(member);
      look(member);
    }
  };
  look(Reflect.get(row ?? {}, 'facts'));
  return found;
}

const document = `query ($id: ID!) { dossier(id: $id) { status erasedAt answers endNote proposal { note }
  supplementRequests { items { key reasonCode note } files { id } } results { status downloadPath }
  handOver { by authority receivers { name } } timeline { reasonCode } } }`;

it('erasing takes notes, supplements, results and receivers with it, and leaves codes and dates', async () => {
  const [declined = '', rejected = '', given = ''] = await sayEverything(bench, pdf);
  for (const dossierId of [declined, rejected]) await concluded(dossierId);
  for (const dossierId of [declined, rejected, given]) await bench.said(dossierId, 'dossier.closed');
  const secrets = (await Promise.all([declined, rejected, given].map(secretsOf))).flat();
  // Of the filings alone there are fewer.
  expect(secrets.length).toBeGreaterThan(20);
  expect(holding(await dumpDatabase(mongo), secrets)).toContain('dossiers');

  for (const dossierId of [declined, rejected, given]) expect((await erase(dossierId)).codes).toEqual([]);
  const dump = await dumpDatabase(mongo);
  expect(holding(dump, secrets)).toEqual([]);
  expect(await databaseOf(mongo).collection('papers.files').countDocuments({})).toBe(0);
  expect(await databaseOf(mongo).collection('supplement_files').countDocuments({})).toBe(0);

  const read = async (id: string, viewer: Viewer) => (await bench.ask(document, { id }, viewer)).at('dossier');
  for (const viewer of [player, leader]) {
    expect(await read(declined, viewer)).toMatchObject({ answers: null, endNote: null, proposal: null });
    expect(await read(rejected, viewer)).toMatchObject({
      ...{ answers: null, endNote: null, erasedAt: expect.any(String) as unknown },
      supplementRequests: [
        {
          items: [
            { key: 'photo', reasonCode: 'UNREADABLE', note: null },
            { key: 'level', reasonCode: 'WRONG_VALUE', note: null },
          ],
          files: [],
        },
      ],
    });
    const handOver = { by: 'DESK', authority: null, receivers: [] };
    expect(await read(given, viewer)).toMatchObject({ handOver, answers: null });
  }
  const revoked = await read(given, leader);
  expect(revoked).toMatchObject({ results: [{ status: 'REVOKED', downloadPath: null }, { downloadPath: null }] });
}, 90_000);
