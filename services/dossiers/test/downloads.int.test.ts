import { randomBytes } from 'node:crypto';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import {
  completeDraft,
  eventually,
  openDossiersBench,
  pdf,
  player,
  police,
  receiver,
  rival,
  startDraft,
  stranger,
  submitDraft,
  type DossiersBench,
} from './dossiers-bench.js';
import { file } from './odd-files.js';
import { pdfOf, streamOf } from './pdf-files.js';

let bench: DossiersBench;
let connection: Awaited<ReturnType<typeof connectMongo>> | undefined;
let draftId = '';
beforeAll(async () => {
  bench = await openDossiersBench();
  connection = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
}, 60_000);
beforeEach(async () => {
  draftId = (await startDraft(bench)).textAt('startDraft.draft.id');
});
afterAll(() => bench.close());

const collection = (name: string) => {
  if (connection === undefined) throw new Error('not connected yet');
  return databaseOf(connection).collection(name);
};
const get = (path: string, init?: RequestInit) => fetch(new URL(path, bench.url), init);
const links = async (of: 'draft' | 'dossier', id: string, viewer = player) => {
  const query = `query ($id: ID!) { ${of}(id: $id) { attachments { downloadPath } } }`;
  const found = (await bench.ask(query, { id }, viewer)).at(`${of}.attachments`) as readonly { downloadPath: string }[];
  return (found as typeof found | undefined)?.map(({ downloadPath }) => downloadPath) ?? [];
};
const attach = () => bench.upload({ draftId, paper: 'photo' }, pdf);
const later = (ms: number) => {
  bench.clock.set(new Date(bench.clock.now().getTime() + ms).toISOString());
};
const filesOf = (id: string) => collection('papers.files').countDocuments({ 'metadata.cameFor': id });
const dayMs = 86_400_000;

describe('a link to a file', () => {
  it('serves it to be saved, for five minutes, and lets nobody keep or run it', async () => {
    await attach();
    const [path = ''] = await links('draft', draftId);
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf.bytes.length),
      'content-disposition': `attachment; filename="anh_the.pdf"; filename*=UTF-8''${encodeURIComponent('ảnh thẻ.pdf')}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    });
    expect(Buffer.from(pdf.bytes).equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
    later(299_000);
    expect((await get(path)).status).toBe(200);
    later(1_000);
    expect((await get(path)).status).toBe(404);
  });

  it('is of no use once it is changed, or its file is gone', async () => {
    const id = (await attach()).textAt('attachFile.attachment.id');
    const [path = ''] = await links('draft', draftId);
    const token = path.slice('/files/'.length);
    const [file = '', end = '', mark = ''] = token.split('.');
    const forged = [`${file}x.${end}.${mark}`, `${file}.z${end}.${mark}`, `${file}.${end}.x${mark}`, '', 'a/b', '%00'];
    for (const wrong of forged) {
      const answer = await get(`/files/${wrong}`);
      expect([wrong, answer.status]).toEqual([wrong, 404]);
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'LINK_NOT_VALID' } }] });
    }
    for (const method of ['HEAD', 'POST', 'PUT', 'DELETE']) expect((await get(path, { method })).status).toBe(404);
    expect((await get(`/slips/${token}`)).status).toBe(404);
    await bench.act('removeAttachment', { draftId, attachmentId: id });
    expect((await get(path)).status).toBe(404);
  });

  it('is given to who may see the file, and an officer who is given one has looked', async () => {
    const complete = await completeDraft(bench);
    const dossierId = await submitDraft(bench, complete);
    for (const viewer of [rival, stranger, police]) expect(await links('dossier', dossierId, viewer)).toEqual([]);
    expect(await links('draft', complete, rival)).toEqual([]);
    const query = 'query ($id: ID!) { dossier(id: $id) { accesses { who purpose } } }';
    expect((await bench.ask(query, { id: dossierId }, player)).at('dossier.accesses')).toEqual([]);
    for (const viewer of [player, receiver]) {
      const found = await links('dossier', dossierId, viewer);
      expect(found).toHaveLength(2);
      for (const path of found) expect((await get(path)).status).toBe(200);
    }
    expect((await bench.ask(query, { id: dossierId }, player)).at('dossier.accesses')).toEqual([
      { who: receiver.kind === 'officer' ? receiver.id : '', purpose: 'RECEPTION' },
    ]);
  });

  it('breaks off where the bytes of a long file are no longer true', async () => {
    const long = pdfOf({ objects: { 9: streamOf(randomBytes(2_000_000)) } });
    await bench.upload({ draftId, paper: 'photo' }, file('application/pdf', long));
    const row = await collection('papers.files').findOne({ 'metadata.cameFor': draftId });
    if (row === null) throw new Error('nothing was stored');
    await collection('papers.chunks').deleteOne({ files_id: row._id, n: 5 });
    const [path = ''] = await links('draft', draftId);
    const answer = await get(path);
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, String(long.length)]);
    await expect(answer.arrayBuffer()).rejects.toThrow();
    await eventually('the operator to be told', () =>
      Promise.resolve(bench.lines.join('').includes('could not be served')),
    );
  });

  it('serves nothing of a file whose bytes were exchanged or changed in the database', async () => {
    for (let n = 0; n < 2; n += 1) await attach();
    const rows = await collection('papers.files').find({ 'metadata.cameFor': draftId }).toArray();
    const [one, two] = rows.map(({ _id }) => _id);
    const chunk = await collection('papers.chunks').findOne({ files_id: two });
    await collection('papers.chunks').updateOne({ files_id: one }, { $set: { data: chunk?.['data'] as unknown } });
    const answers = await Promise.all((await links('draft', draftId)).map((path) => get(path)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 500]);
    for (const answer of answers.filter(({ status }) => status === 500)) {
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL' } }] });
    }
    expect(bench.lines.join('')).toContain('VAULT_TEXT_BROKEN');
  });
});

describe('what nobody names', () => {
  const becomesNothing = (id: string) => eventually('it to be swept', async () => (await filesOf(id)) === 0);

  it('is removed after a day; what somebody names stays', async () => {
    await attach();
    const cutOff = (await startDraft(bench)).textAt('startDraft.draft.id');
    const gone = (await startDraft(bench)).textAt('startDraft.draft.id');
    for (const id of [cutOff, gone]) await bench.upload({ draftId: id, paper: 'photo' }, pdf);
    await collection('drafts').updateOne({ _id: cutOff as never }, { $set: { attachments: [] } });
    await collection('drafts').deleteOne({ _id: gone as never });
    later(dayMs - 60_000);
    later(120_000);
    await Promise.all([becomesNothing(cutOff), becomesNothing(gone)]);
    expect(await filesOf(draftId)).toBe(1);
    const [path = ''] = await links('draft', draftId);
    expect((await get(path)).status).toBe(200);
  });

  it('is not what a dossier names, even when its draft is long gone', async () => {
    const complete = await completeDraft(bench);
    const dossierId = await submitDraft(bench, complete);
    later(40 * dayMs);
    await eventually(
      'the draft to be erased',
      async () => (await collection('drafts').findOne({ _id: complete as never })) === null,
    );
    const swept = (await startDraft(bench)).textAt('startDraft.draft.id');
    await bench.upload({ draftId: swept, paper: 'photo' }, pdf);
    await collection('drafts').deleteOne({ _id: swept as never });
    later(2 * dayMs);
    await becomesNothing(swept);
    for (const path of await links('dossier', dossierId)) expect((await get(path)).status).toBe(200);
    expect(await filesOf(complete)).toBe(2);
  });

  it('may be an upload or a removal that a crash cut off', async () => {
    await attach();
    const row = await collection('papers.files').findOne({ 'metadata.cameFor': draftId });
    if (row === null) throw new Error('nothing was stored');
    await collection('papers.files').updateOne({ _id: row._id }, { $unset: { 'metadata.wrappedKey': '' } });
    expect(await links('draft', draftId)).toHaveLength(1);
    const filesId = row._id.toHexString().replace(/^......../, 'ffffffff');
    await collection('papers.chunks').insertOne({ files_id: filesId, n: 0, data: 'half' });
    await collection('papers.uploads').insertOne({ filename: 'fil_half', filesId, at: bench.clock.now() });
    await collection('drafts').updateOne({ _id: draftId as never }, { $set: { attachments: [] } });
    later(dayMs + 60_000);
    await becomesNothing(draftId);
    await eventually(
      'the half one to be gone',
      async () => (await collection('papers.uploads').countDocuments()) === 0,
    );
    expect(await collection('papers.chunks').countDocuments({ files_id: { $in: [filesId, row._id] } })).toBe(0);
  });
});
