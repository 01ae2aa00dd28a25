import { identityHeader, requestCause } from '@motcua/service-kit';
import { connectMongo, databaseOf, type Mongo } from '@motcua/service-kit/mongo';
import type { QueryAnswer } from '@motcua/service-kit/testing';
import { tennisAnswers } from '../src/domain/tennis-club.fixture.js';
import {
  eventually,
  openDossiersBench,
  pdf,
  player,
  readAnswer,
  requestId,
  startDraft,
  type DossiersBench,
} from './dossiers-bench.js';

let bench: DossiersBench;
let mongo: Mongo;
/** Two replicas of the service over one database, as the gateway would balance between them. */
let replicas: readonly [string, string];
beforeAll(async () => {
  bench = await openDossiersBench();
  const first = bench.url;
  await bench.restart();
  replicas = [first, bench.url];
  mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
}, 60_000);
afterAll(() => bench.close());

const submitDocument =
  'mutation ($input: SubmitDossierInput!) { submitDossier(input: $input) { dossier { id code } problems { path code } } }';

/** Ready to be submitted with one paper. */
async function readyDraft(n: number): Promise<string> {
  const draftId = (await startDraft(bench)).textAt('startDraft.draft.id');
  const answers = { ...tennisAnswers, coached: 'no', playerName: `Đỗ Văn ${'Mẫu '.repeat((n % 9) + 1).trim()}` };
  await bench.act('saveAnswers', { draftId, answers });
  await bench.upload({ draftId, paper: 'photo' }, pdf);
  return draftId;
}

async function readyDrafts(count: number): Promise<readonly { readonly draftId: string; readonly captcha: string }[]> {
  const ready: { draftId: string; captcha: string }[] = [];
  for (let n = 0; n < count; n += 1) ready.push({ draftId: await readyDraft(n), captcha: await bench.solve() });
  return ready;
}

async function submit(
  url: string,
  input: { readonly draftId: string; readonly captcha: string; readonly requestId?: string },
): Promise<QueryAnswer> {
  const variables = { input: { requestId: requestId(), ...input } };
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', [identityHeader]: await bench.identityFor(player) },
    body: JSON.stringify({ query: submitDocument, variables }),
  });
  return readAnswer(response.status, await response.json());
}

const codeOf = (answer: QueryAnswer): string => answer.textAt('submitDossier.dossier.code');
const upTo = (count: number, day: string) =>
  Array.from({ length: count }, (_, n) => `H26.153-${day}-${String(n + 1).padStart(4, '0')}`);

describe('codes', () => {
  it('are 0001 to 0050 when fifty drafts are submitted at once to two replicas', async () => {
    bench.clock.set('2026-11-25T03:00:00Z');
    const ready = await readyDrafts(50);
    const answers = await Promise.all(ready.map((one, n) => submit(replicas[n % 2 === 0 ? 0 : 1], one)));
    expect(answers.flatMap(({ codes }) => codes)).toEqual([]);
    expect(answers.map(codeOf).sort()).toEqual(upTo(50, '261125'));
    const ids = new Set(answers.map((answer) => answer.textAt('submitDossier.dossier.id')));
    expect(ids.size).toBe(50);
  }, 120_000);

  it('are one per draft when both replicas submit the same ones at once', async () => {
    bench.clock.set('2026-11-26T03:00:00Z');
    const ready = (await readyDrafts(8)).map((one) => ({ ...one, requestId: requestId() }));
    const answers = await Promise.all(ready.flatMap((one) => replicas.map((url) => submit(url, one))));
    expect(answers.flatMap(({ codes }) => codes)).toEqual([]);
    expect([...new Set(answers.map(codeOf))].sort()).toEqual(upTo(8, '261126'));
  }, 60_000);

  it('have no gap where a crash fell between number and dossier: the timer files it under its number', async () => {
    bench.clock.set('2026-11-27T03:00:00Z');
    const [cutOff, ...others] = await readyDrafts(4);
    if (cutOff === undefined) throw new Error('no draft');
    await claimWithNumber(cutOff.draftId, 'H26.153-2026-11-27');
    const answers = await Promise.all(others.map((one, n) => submit(replicas[n % 2 === 0 ? 0 : 1], one)));
    expect(answers.map(codeOf).sort()).toEqual(upTo(4, '261127').slice(1));
    bench.clock.set('2026-11-27T03:05:00Z');
    const filed = () => databaseOf(mongo).collection('dossiers').findOne({ 'state.draftId': cutOff.draftId });
    await eventually('the dossier that was cut off', async () => (await filed()) !== null);
    expect(await filed()).toMatchObject({ state: { code: 'H26.153-261127-0001' } });
    expect(await databaseOf(mongo).collection('data_keys').countDocuments({})).toBe(50 + 8 + 4);
  }, 60_000);
});

/** As a process leaves it that dies right after the number was given out. */
async function claimWithNumber(draftId: string, day: string): Promise<void> {
  const at = bench.clock.now();
  const { id } = requestCause(player, 'lost', {}, at);
  const submission = {
    dossierId: `dos_${draftId.slice(4)}`,
    filedBy: 'player-1',
    language: 'vi',
    at,
    finished: false,
  };
  const drafts = databaseOf(mongo).collection<{ _id: string }>('drafts');
  await drafts.updateOne({ _id: draftId }, { $set: { submission: { requestId: id, ...submission } } });
  await databaseOf(mongo)
    .collection<{ _id: string; last: number; holders: readonly string[] }>('code_days')
    .insertOne({ _id: day, last: 1, holders: [draftId] });
}
