import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLifecycle, parseEnv, type Lifecycle } from '@motcua/service-kit';
import { connectMongo, type Mongo } from '@motcua/service-kit/mongo';
import { envShape } from '../src/env.js';
import { startDossiers } from '../src/main.js';
import { createNationalFolder } from '../src/providers/national-portal.js';
import { createCatalogueStore } from '../src/store/catalogue.js';
import { createDossierStore } from '../src/store/dossiers.js';
import { syncNational } from '../src/use-cases/sync-national.js';
import { eventually, openDossiersBench, player, receiver, submitted, type DossiersBench } from './dossiers-bench.js';

// The service itself tells nothing: these tests say when, and start the processes that do.
let bench: DossiersBench;
let mongo: Mongo;
let folder: string;
beforeAll(async () => {
  bench = await openDossiersBench();
  mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
}, 60_000);
afterAll(() => bench.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-national-'));
});
afterEach(() => rm(folder, { recursive: true }));

const stores = () => ({
  catalogue: createCatalogueStore(mongo),
  dossiers: createDossierStore(mongo, () => Promise.resolve()),
});
const now = () => bench.clock.now();
const sync = (to = folder) => syncNational(stores(), createNationalFolder(to), now());
const files = async () => (await readdir(folder)).sort();
const codeOf = async (id: string) =>
  (await bench.ask('query ($id: ID!) { dossier(id: $id) { code } }', { id }, player)).textAt('dossier.code');
const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(folder, name), 'utf8'));
const synced = async (id: string) =>
  ((await stores().dossiers.find(id))?.facts ?? []).flatMap((fact) =>
    fact.type === 'NationalStatusSynced' ? [fact.revision] : [],
  );

describe('what the national portal is told', () => {
  it('is nothing where no folder is named; all of it once one is', async () => {
    const dossierId = await submitted(bench);
    expect(await synced(dossierId)).toEqual([]);
    await sync();
    expect(await files()).toEqual([`${await codeOf(dossierId)}.1.json`]);
    expect(await synced(dossierId)).toEqual([1]);
  });

  it('is one file for each change, with everything known, and none without a change', async () => {
    const dossierId = await submitted(bench);
    const code = await codeOf(dossierId);
    await sync();
    await sync();
    expect(await files()).toEqual([`${code}.1.json`]);
    await bench.act('receiveDossier', { dossierId }, receiver);
    await sync();
    const [, last = ''] = await files();
    expect(await read(last)).toMatchObject({
      ...{ code, status: 4, procedureCode: '9.000001', unitCode: 'H26.153', submissionChannel: 2, resultChannel: 3 },
      dates: { submittedAt: now().toISOString(), receivedAt: now().toISOString(), dueAt: '2026-12-01T10:00:00.000Z' },
      fees: [
        { key: 'joining', totalVnd: 50_000, paid: false },
        { key: 'card', quantity: 2, totalVnd: 16_000, paid: false },
      ],
      feeTotalVnd: 66_000,
      supplements: [],
    });
    const text = await readFile(join(folder, last), 'utf8');
    for (const personal of ['Bóng Mẫu', '0900000077', 'example.com', 'Sân Mẫu', '1990-05-17', 'player-1']) {
      expect(text).not.toContain(personal);
    }
  });

  it('is the same file again after a crash between sending and noting', async () => {
    const dossierId = await submitted(bench);
    const { catalogue, dossiers } = stores();
    const dies = { ...dossiers, execute: () => Promise.reject(new Error('cut off')) };
    await expect(syncNational({ catalogue, dossiers: dies }, createNationalFolder(folder), now())).rejects.toThrow();
    const name = `${await codeOf(dossierId)}.1.json`;
    const before = await readFile(join(folder, name), 'utf8');
    expect(await synced(dossierId)).toEqual([]);
    await sync();
    expect(await files()).toEqual([name]);
    expect(await readFile(join(folder, name), 'utf8')).toBe(before);
    expect(await synced(dossierId)).toEqual([1]);
  });

  it('is noted once by replicas that meet, for more dossiers than are told at once', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 23; n += 1) ids.push(await submitted(bench, { kind: 'citizen', id: `player-${String(n)}` }));
    await Promise.all([sync(), sync(), sync()]);
    expect(await files()).toHaveLength(ids.length);
    for (const id of ids) expect(await synced(id)).toEqual([1]);
  }, 60_000);

  it('waits where it cannot be told, and leaves nothing half-written', async () => {
    const dossierId = await submitted(bench);
    await expect(sync(join(folder, 'not-there'))).rejects.toThrow('not told');
    await mkdir(join(folder, `${await codeOf(dossierId)}.1.json`));
    await expect(sync()).rejects.toThrow('not told');
    expect(await files()).toHaveLength(1);
    await rm(join(folder, `${await codeOf(dossierId)}.1.json`), { recursive: true });
    await sync();
    expect(await synced(dossierId)).toEqual([1]);
  });
});

describe('two processes with a folder', () => {
  const running: Lifecycle[] = [];
  afterEach(async () => {
    await Promise.all(running.map((lifecycle) => lifecycle.close()));
  });

  it('tell by themselves, when they start and from then on', async () => {
    const before = await submitted(bench);
    const env = parseEnv(envShape, bench.env({ CAPTCHA_SECRET: 'x'.repeat(32), NATIONAL_SYNC_DIR: folder }));
    for (let n = 0; n < 2; n += 1) {
      const lifecycle = createLifecycle(bench.log, { exit: () => undefined });
      running.push(lifecycle);
      await startDossiers(env, lifecycle, bench.log, { clock: bench.clock });
    }
    await eventually('the one from before to be told', async () => (await synced(before)).length > 0);
    const later = await submitted(bench);
    bench.clock.set('2026-11-23T05:05:00.000Z');
    await eventually('the later one to be told', async () => (await synced(later)).length > 0);
    expect([await synced(before), await synced(later)]).toEqual([[1], [1]]);
    expect(await files()).toHaveLength(2);
  }, 60_000);
});
