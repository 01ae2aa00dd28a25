import { connectMongo, databaseOf, type Mongo } from '@motcua/service-kit/mongo';
import { startClamd, type FakeClamd } from './clamd-server.js';
import { eventually, openDossiersBench, player, receiver, requestId, type DossiersBench } from './dossiers-bench.js';
import { eicar, picture, file } from './odd-files.js';
import { askedAtReception, attach, betterPhoto, photoAgain, see } from './supplements.js';

let bench: DossiersBench;
let clamd: FakeClamd;
let mongo: Mongo;
let dossierId = '';
beforeAll(async () => {
  clamd = await startClamd();
  bench = await openDossiersBench({ CLAMD_URL: clamd.url });
  mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
}, 60_000);
beforeEach(async () => {
  dossierId = await askedAtReception(bench, [photoAgain]);
});
afterAll(async () => {
  await bench.close();
  await clamd.close();
});

type Shown = readonly { readonly id: string; readonly fileName: string; readonly state: string }[];
const shown = async (viewer = player) =>
  (await see(bench, dossierId, viewer)).at('dossier.supplementRequests.0.files') as Shown;
const states = async (viewer = player) => (await shown(viewer)).map(({ state }) => state).join();
const answer = () => bench.act('answerSupplement', { dossierId });
const later = (ms: number) => {
  bench.clock.set(new Date(bench.clock.now().getTime() + ms).toISOString());
};
const kept = () =>
  databaseOf(mongo)
    .collection<{ readonly filename: string; readonly metadata: { readonly dossierId: string | null } }>('papers.files')
    .find({ 'metadata.cameFor': dossierId.replace('dos_', 'sup_') + '.1' })
    .toArray();

describe('a file for a supplement', () => {
  it('is looked at like any other, and pictures are written anew', async () => {
    expect((await attach(bench, dossierId, { sent: eicar })).at('attachSupplementFile.attachment.state')).toBe(
      'INFECTED',
    );
    const bytes = await picture().jpeg().toBuffer();
    expect((await attach(bench, dossierId, { sent: file('image/jpeg', bytes, 'ảnh.jpg') })).codes).toEqual([]);
    const html = { ...betterPhoto, bytes: Uint8Array.from(Buffer.from('<script>alert(1)</script>')) };
    expect((await attach(bench, dossierId, { sent: html })).codes).toEqual(['FILE_TYPE_MISMATCH']);
    expect((await attach(bench, dossierId, { sent: { ...betterPhoto, type: 'text/html' } })).codes).toEqual([
      'FILE_TYPE_NOT_ACCEPTED',
    ]);
    expect(await states()).toBe('INFECTED,CLEAN');
    expect(await states(receiver)).toBe('CLEAN');
    expect(JSON.stringify(await databaseOf(mongo).collection('supplement_files').find().toArray())).not.toMatch(/ảnh/);
    expect((await answer()).at('answerSupplement.problems')).toEqual([]);
  });

  it('found infected only does not answer; one that waits for the scanner is waited for', async () => {
    await attach(bench, dossierId, { sent: eicar });
    expect((await answer()).at('answerSupplement.problems')).toEqual([
      { path: 'photo', code: 'supplementNotAnswered' },
    ]);
    await clamd.close();
    try {
      expect((await attach(bench, dossierId)).at('attachSupplementFile.attachment.state')).toBe('SCANNING');
    } finally {
      clamd = await startClamd(Number(new URL(clamd.url).port));
    }
    expect((await answer()).at('answerSupplement.problems')).toEqual([{ path: 'photo', code: 'attachmentNotChecked' }]);
    later(20_000);
    await eventually('the scanner to be asked again', async () => (await states()) === 'INFECTED,CLEAN');
    expect((await answer()).at('answerSupplement.problems')).toEqual([]);
  });

  it('is there once under one request id, before and after the answer, and is taken back', async () => {
    const again = { requestId: requestId() };
    await Promise.all([1, 2, 3].map(() => attach(bench, dossierId, again)));
    const [first] = await shown();
    const input = { requestId: requestId(), dossierId, attachmentId: first?.id };
    expect((await bench.act('removeSupplementFile', input, receiver)).codes).toEqual([]);
    expect((await bench.act('removeSupplementFile', input, receiver)).codes).toEqual([]);
    expect((await bench.act('removeSupplementFile', { dossierId, attachmentId: first?.id })).codes).toEqual([
      'ATTACHMENT_NOT_FOUND',
    ]);
    expect([await shown(), (await kept()).length]).toEqual([[], 0]);
    const last = { requestId: requestId() };
    const attached = await attach(bench, dossierId, last);
    await answer();
    const repeated = await attach(bench, dossierId, last);
    expect(repeated.at('attachSupplementFile.attachment')).toEqual(attached.at('attachSupplementFile.attachment'));
    expect(await kept()).toHaveLength(1);
  });

  it('is one too many', async () => {
    const files = databaseOf(mongo).collection<{ _id: string; attachments: object[] }>('supplement_files');
    await attach(bench, dossierId);
    const id = dossierId.replace('dos_', 'sup_') + '.1';
    const [one] = (await files.findOne({ _id: id }))?.attachments ?? [];
    // Two came with the dossier.
    await files.updateOne({ _id: id }, { $set: { attachments: Array.from({ length: 58 }, () => one ?? {}) } });
    expect((await attach(bench, dossierId)).codes).toEqual(['TOO_MANY_FILES']);
  });

  it('goes over to the dossier with the answer; what nobody names any more is swept, and replaced papers stay', async () => {
    await attach(bench, dossierId);
    const gone = await askedAtReception(bench, [photoAgain]);
    await attach(bench, gone);
    await bench.act('withdrawDossier', { dossierId: gone });
    expect((await answer()).codes).toEqual([]);
    const [over] = await kept();
    expect(over?.metadata).toMatchObject({ dossierId, sweepAt: null });
    // As a crash between the answer and the rest would leave it.
    const rows = databaseOf(mongo).collection('papers.files');
    const sweepAt = new Date(0);
    await rows.updateOne(
      { filename: over?.filename ?? '' },
      { $set: { 'metadata.dossierId': null, 'metadata.sweepAt': sweepAt } },
    );
    const before = await rows.countDocuments({ 'metadata.dossierId': dossierId });
    expect(before).toBe(2);
    later(86_400_000);
    const cameFor = gone.replace('dos_', 'sup_') + '.1';
    await eventually(
      'the forgotten file to go',
      async () => (await rows.countDocuments({ 'metadata.cameFor': cameFor })) === 0,
    );
    await eventually('the other to be taken over', async () => (await kept())[0]?.metadata.dossierId === dossierId);
    expect(await rows.countDocuments({ 'metadata.dossierId': dossierId })).toBe(3);
  });
});

describe('two devices at once', () => {
  it('of two answers one counts, and the other is told', async () => {
    await attach(bench, dossierId);
    const answers = await Promise.all([answer(), answer(), bench.act('answerSupplement', { dossierId }, receiver)]);
    const codes = answers.map((one) => one.codes[0] ?? 'ANSWERED');
    expect([...codes].sort()).toEqual(['ACTION_NOT_ALLOWED', 'ACTION_NOT_ALLOWED', 'ANSWERED']);
    const types = (await see(bench, dossierId)).at('dossier.timeline') as readonly { type: string }[];
    expect(types.filter(({ type }) => type === 'SupplementAnswered')).toHaveLength(1);
  });

  it('a file that comes while it is answered is in the dossier, or refused', async () => {
    await attach(bench, dossierId);
    const [attached, answered] = await Promise.all([attach(bench, dossierId), answer()]);
    expect(answered.codes).toEqual([]);
    const papers = (await see(bench, dossierId)).at('dossier.attachments') as readonly { paper: string }[];
    const photos = papers.filter(({ paper }) => paper === 'photo').length;
    expect([photos, attached.codes]).toEqual(attached.codes.length === 0 ? [2, []] : [1, ['ACTION_NOT_ALLOWED']]);
  });
});
