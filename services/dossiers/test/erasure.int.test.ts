import { createVault, VaultKeys, type Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf, type Mongo } from '@motcua/service-kit/mongo';
import { erase } from '../src/domain/erasure.js';
import { createDossierStore } from '../src/store/dossiers.js';
import { closeDossier } from './closed-dossier.js';
import { dumpDatabase, holding } from './database-dump.js';
import {
  completeDraft,
  eventually,
  leader,
  openDossiersBench,
  player,
  receiver,
  submitDraft,
  type DossiersBench,
} from './dossiers-bench.js';

const operator: Viewer = { kind: 'operator', id: 'operator-1' };

let bench: DossiersBench;
let mongo: Mongo;
beforeAll(async () => {
  bench = await openDossiersBench();
  mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
}, 60_000);
afterAll(() => bench.close());

const eraseDocument = 'mutation ($input: EraseDossierInput!) { eraseDossier(input: $input) { dossierId erasedAt } }';
let requests = 0;
function ask(dossierId: string, viewer: Viewer = operator, more: object = {}) {
  requests += 1;
  const input = { requestId: `erase-${String(requests)}`, dossierId, reasonCode: 'RETENTION_ENDED', ...more };
  return bench.ask(eraseDocument, { input }, viewer);
}

async function closed(): Promise<{ readonly dossierId: string; readonly draftId: string }> {
  const draftId = await completeDraft(bench);
  const dossierId = await submitDraft(bench, draftId);
  await closeDossier(bench, dossierId);
  return { dossierId, draftId };
}

describe('erasing a dossier', () => {
  it('is for the operator alone, at the end alone, for a reason that is a code', async () => {
    const dossierId = await submitDraft(bench, await completeDraft(bench));
    const others: readonly Viewer[] = [
      { kind: 'anonymous' },
      player,
      receiver,
      leader,
      { kind: 'agency', id: 'residence-police' },
      { kind: 'catalogue-admin', id: 'admin-1' },
      { kind: 'guest', id: 'gst_1', opens: dossierId },
    ];
    for (const viewer of others) expect((await ask(dossierId, viewer)).codes).toEqual(['FORBIDDEN']);
    expect((await ask(dossierId)).codes).toEqual(['DOSSIER_NOT_CLOSED']);
    expect((await ask('dos_none')).codes).toEqual(['DOSSIER_NOT_FOUND']);
    const sentence = { reasonCode: 'Bà Mẫu xin xoá' };
    expect((await ask(dossierId, operator, sentence)).codes).toEqual(['REASON_CODE_MALFORMED']);
    const seen = await bench.ask(
      'query ($id: ID!) { dossier(id: $id) { erasedAt answers } }',
      { id: dossierId },
      player,
    );
    expect(seen.at('dossier')).toMatchObject({ erasedAt: null, answers: { cards: 2 } });
  });

  it('leaves nothing in the database that could ever be read again', async () => {
    const { dossierId, draftId } = await closed();
    const before = await secretsOf(dossierId, draftId);
    expect([...holding(await dumpDatabase(mongo), before.texts)].sort()).toEqual(
      ['data_keys', 'dossiers', 'drafts', 'papers.files'].sort(),
    );
    expect(opens(before)).toBe(true);
    const erased = await ask(dossierId);
    expect(erased.at('eraseDossier')).toEqual({ dossierId, erasedAt: bench.clock.now().toISOString() });

    const dump = await dumpDatabase(mongo);
    expect(holding(dump, before.texts)).toEqual([]);
    const everyKey = [...dump.values()].join(' ').match(/v1\.[\w-]+\.[\w-]+/g) ?? [];
    expect(everyKey.length).toBeGreaterThan(0);
    expect(everyKey.filter((wrappedKey) => opens({ ...before, wrappedKey }))).toEqual([]);
    const files = databaseOf(mongo).collection('papers.files');
    expect(await files.countDocuments({ 'metadata.cameFor': draftId })).toBe(0);
    expect(holding(dump, [draftId])).not.toContain('drafts');
  }, 30_000);

  it('is told once, however often it is asked for', async () => {
    const { dossierId } = await closed();
    const request = { requestId: 'erase-the-same' };
    const answers = [
      ...(await Promise.all([1, 2, 3].map(() => ask(dossierId, operator, request)))),
      await ask(dossierId, operator, { reasonCode: 'REQUEST_OF_THE_PERSON' }),
    ];
    expect(answers.flatMap(({ codes }) => codes)).toEqual([]);
    expect(new Set(answers.map((answer) => answer.textAt('eraseDossier.erasedAt'))).size).toBe(1);
    expect((await ask('dos_another', operator, request)).codes).toEqual(['REQUEST_ID_REUSED']);
    const { data } = await bench.said(dossierId, 'dossier.erased');
    expect(data).toMatchObject({ dossierId, reasonCode: 'RETENTION_ENDED', erasedAt: expect.any(String) as unknown });
    const said = bench.seen('dossier.v1').filter(({ type, key }) => type === 'dossier.erased' && key === dossierId);
    expect(said).toHaveLength(1);
  }, 30_000);

  it('leaves a dossier that reads as erased, for the applicant and the office', async () => {
    const { dossierId } = await closed();
    const code = (await bench.ask(everything, { id: dossierId }, player)).textAt('dossier.code');
    await ask(dossierId);
    for (const viewer of [player, receiver]) {
      const seen = await bench.ask(everything, { id: dossierId }, viewer);
      expect(seen.codes).toEqual([]);
      expect(seen.at('dossier')).toMatchObject({
        ...{ code, status: 'CLOSED', applicant: null, answers: null, attachments: [] },
        ...{ erasedAt: expect.any(String) as unknown, nextSteps: [{ key: 'nothingMore' }] },
      });
      expect(JSON.stringify(seen.at('dossier.timeline'))).toContain('DossierErased');
    }
    const found = await bench.ask(
      '{ deskQueue(first: 100, filter: { person: "0900000077", status: [CLOSED] }) { nodes { id } } }',
      {},
      receiver,
    );
    expect(found.at('deskQueue.nodes')).not.toContainEqual({ id: dossierId });
    const mine = await bench.ask('{ myDossiers(first: 100) { nodes { id applicant { name } } } }', {}, player);
    expect(mine.at('myDossiers.nodes')).toContainEqual({ id: dossierId, applicant: null });
  }, 30_000);

  it('is finished by the timer when a crash cuts it off after the decision', async () => {
    const { dossierId, draftId } = await closed();
    const { texts } = await secretsOf(dossierId, draftId);
    const store = createDossierStore(mongo, () => Promise.resolve());
    const cause = { id: 'cut-off', actor: { kind: 'operator', id: 'operator-1' }, at: bench.clock.now() } as const;
    await store.execute(dossierId, cause, erase('RETENTION_ENDED', bench.clock.now()));
    expect(holding(await dumpDatabase(mongo), texts)).toContain('dossiers');
    bench.clock.set(new Date(bench.clock.now().getTime() + 60_000).toISOString());
    await eventually('the rest to be destroyed', async () => holding(await dumpDatabase(mongo), texts).length === 0);
    const stored = await store.find(dossierId);
    expect(stored?.facts.at(-1)).toMatchObject({ type: 'PersonalDataDestroyed', actor: { kind: 'system' } });
    await bench.said(dossierId, 'dossier.erased');
  }, 30_000);

  it('waits for the event of a submission that nobody heard of yet', async () => {
    const { dossierId } = await closed();
    const rows = databaseOf(mongo).collection<{ _id: string; relayed: number }>('dossiers');
    await rows.updateOne({ _id: dossierId }, { $set: { relayed: 0 } });
    expect((await ask(dossierId)).codes).toEqual([]);
    await rows.updateOne({ _id: dossierId }, { $set: { unrelayedSince: new Date(0) } });
    // The timer looks once when the clock jumps, so there must be something for it to find.
    await eventually(
      'the submission to be told again',
      async () => ((await rows.findOne({ _id: dossierId }))?.relayed ?? 0) > 0,
    );
    bench.clock.set(new Date(bench.clock.now().getTime() + 120_000).toISOString());
    await eventually('the submission to be redacted', async () => {
      const row = await rows.findOne({ _id: dossierId });
      return JSON.stringify(row).includes('"sealedContact":""');
    });
    const again = bench.seen('dossier.v1').filter(({ type, key }) => type === 'dossier.submitted' && key === dossierId);
    expect(again.map(({ data }) => String(data['sealedContact']).length > 100)).not.toContain(false);
  }, 40_000);
});

const everything = `query ($id: ID!) { dossier(id: $id) { code status erasedAt applicant { name phone email } answers
  attachments { fileName } nextSteps { key } timeline { type } } }`;

interface Secrets {
  readonly wrappedKey: string;
  readonly place: string;
  readonly ciphertext: string;
  /** Everything that is, or leads to, something personal. */
  readonly texts: readonly string[];
}

async function secretsOf(dossierId: string, draftId: string): Promise<Secrets> {
  const row = await createDossierStore(mongo, () => Promise.resolve()).find(dossierId);
  const [first] = row?.facts ?? [];
  if (first?.type !== 'DossierSubmitted') throw new Error('no submission');
  const { personal, filing, sealedContact, sealedAddress, actor } = first;
  const key = await databaseOf(mongo)
    .collection<{ _id: string; wrappedKey: string }>('data_keys')
    .findOne({ _id: dossierId });
  const draft = await databaseOf(mongo)
    .collection<{ _id: string; encryptedAnswers: string }>('drafts')
    .findOne({ _id: draftId });
  const texts = [
    ...[
      ...[personal.applicant, personal.answers, personal.receipt],
      ...filing.duplicateKeys,
      ...filing.personKeys,
      filing.receiptKey ?? '',
    ],
    ...filing.papers.flatMap(({ encryptedName, fileId }) => [encryptedName, fileId]),
    ...[sealedContact, sealedAddress ?? '', key?.wrappedKey ?? '', draft?.encryptedAnswers ?? ''],
  ];
  if (texts.some((text) => text.length < 10) || actor.id !== 'player-1') throw new Error('a secret is missing');
  // Other dossiers of this file are about the same person.
  const own = texts.filter((text) => !filing.duplicateKeys.includes(text) && !filing.personKeys.includes(text));
  return {
    wrappedKey: key?.wrappedKey ?? '',
    place: `dossiers/${dossierId}/answers`,
    ciphertext: personal.answers,
    texts: own,
  };
}

function opens({ wrappedKey, place, ciphertext }: Omit<Secrets, 'texts'>): boolean {
  const vault = createVault(VaultKeys.parse(bench.keys.vault));
  try {
    return JSON.stringify(vault.decrypt(wrappedKey, place, ciphertext)).includes('Bóng Mẫu');
  } catch {
    return false; // the vault's refusal is the point
  }
}
