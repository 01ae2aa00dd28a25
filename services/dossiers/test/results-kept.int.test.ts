import { connectMongo, databaseOf, type Mongo } from '@motcua/service-kit/mongo';
import { startClamd, type FakeClamd } from './clamd-server.js';
import { signDossier, workThrough } from './closed-dossier.js';
import {
  eventually,
  leader,
  openDossiersBench,
  pdf,
  player,
  prepared,
  processor,
  receiver,
  submitted,
  type DossiersBench,
} from './dossiers-bench.js';
import { eicar } from './odd-files.js';

let bench: DossiersBench;
let clamd: FakeClamd;
let mongo: Mongo;
beforeAll(async () => {
  clamd = await startClamd();
  bench = await openDossiersBench({ CLAMD_URL: clamd.url });
  mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
}, 60_000);
afterAll(async () => {
  await bench.close();
  await clamd.close();
});

const prepare = (dossierId: string, file = pdf) =>
  bench.upload({ dossierId, resultCode: 'KQ.X00.000001' }, file, processor, 'prepareResult');
const filesOf = (cameFor: string) =>
  databaseOf(mongo).collection('papers.files').find({ 'metadata.cameFor': cameFor }).toArray();
const chunksOf = async (cameFor: string) => {
  const ids = (await filesOf(cameFor)).map(({ _id }) => _id);
  return databaseOf(mongo)
    .collection('papers.chunks')
    .countDocuments({ files_id: { $in: ids } });
};
const received = async () => {
  const dossierId = await submitted(bench);
  await bench.act('receiveDossier', { dossierId }, receiver);
  return dossierId;
};
const dayMs = 86_400_000;
const later = (ms: number) => {
  bench.clock.set(new Date(bench.clock.now().getTime() + ms).toISOString());
};

describe('a virus scanner', () => {
  it('that finds something, or says nothing, lets nothing be prepared; it may be sent again', async () => {
    const dossierId = await received();
    expect((await prepare(dossierId, eicar)).codes).toEqual(['FILE_INFECTED']);
    clamd.mood = { says: 'stream: ERROR' };
    expect((await prepare(dossierId)).codes).toEqual(['FILE_NOT_CHECKED']);
    clamd.mood = 'works';
    expect([await filesOf(dossierId), await chunksOf(dossierId)]).toEqual([[], 0]);
    expect((await prepare(dossierId)).codes).toEqual([]);
    expect(await filesOf(dossierId)).toHaveLength(1);
  });
});

describe('the file of a result', () => {
  it('is encrypted under a key of its own', async () => {
    const dossierId = await received();
    await prepare(dossierId);
    const chunks = await databaseOf(mongo).collection('papers.chunks').find({}).toArray();
    expect(chunks.length).toBeGreaterThan(0);
    expect(JSON.stringify(chunks)).not.toContain(Buffer.from('%PDF').toString('base64').slice(0, 5));
    const [row] = await filesOf(dossierId);
    expect(row?.['metadata']).toMatchObject({ wrappedKey: expect.any(String) as unknown, state: 'CLEAN' });
  });

  it('is swept when no dossier names it, looked after while it may be signed, and let be once it was', async () => {
    const [waits, ended, signed] = [await received(), await received(), await submitted(bench)];
    for (const dossierId of [waits, ended]) await prepare(dossierId);
    await workThrough(bench, signed);
    await prepared(bench, signed);
    await bench.act('signResult', { dossierId: signed }, leader);
    // As a crash leaves it: stored, and nobody decided.
    const rows = databaseOf(mongo).collection('papers.files');
    const [row] = await filesOf(waits);
    if (row === undefined) throw new Error('nothing was stored');
    const { _id, ...orphan } = row;
    await rows.insertOne({ ...orphan, filename: 'fil_orphan' });
    expect(await filesOf(waits)).toHaveLength(2);
    const withdraw = 'mutation ($input: DossierActionInput!) { withdrawDossier(input: $input) { dossier { id } } }';
    const input = { requestId: 'withdraw-this', dossierId: ended };
    expect((await bench.ask(withdraw, { input }, player)).codes).toEqual([]);
    later(dayMs + 60_000);
    await eventually('the files nobody needs to be swept', async () => {
      return (await filesOf(waits)).length === 1 && (await filesOf(ended)).length === 0;
    });
    await eventually('the signed one to be let be', async () => (await sweepAt(signed)) === null);
    expect(await sweepAt(waits)).toBeInstanceOf(Date);
  }, 60_000);

  it('is there long after', async () => {
    const dossierId = await submitted(bench);
    await signDossier(bench, dossierId);
    for (let days = 0; days < 3; days += 1) later(2 * dayMs);
    const query = 'query ($id: ID!) { dossier(id: $id) { results { downloadPath } } }';
    await eventually('it to be let be', async () => (await sweepAt(dossierId)) === null);
    const path = (await bench.ask(query, { id: dossierId }, receiver)).textAt('dossier.results.0.downloadPath');
    expect((await fetch(new URL(path, bench.url))).status).toBe(200);
  }, 60_000);
});

async function sweepAt(cameFor: string): Promise<unknown> {
  const [row] = await filesOf(cameFor);
  return (row?.['metadata'] as { readonly sweepAt: unknown } | undefined)?.sweepAt;
}
