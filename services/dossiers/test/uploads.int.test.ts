import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { identityHeader, type Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import {
  eventually,
  openDossiersBench,
  pdf,
  player,
  processor,
  receiver,
  requestId,
  rival,
  startDraft,
  submitDraft,
  completeDraft,
  type DossiersBench,
} from './dossiers-bench.js';
import { file, picture } from './odd-files.js';
import { pdfOf, streamOf } from './pdf-files.js';

let bench: DossiersBench;
let draftId = '';
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
beforeEach(async () => {
  draftId = (await startDraft(bench)).textAt('startDraft.draft.id');
});
afterAll(() => bench.close());

const attachments = async (id = draftId) =>
  (
    await bench.ask(
      'query ($id: ID!) { draft(id: $id) { attachments { id paper fileName sizeBytes state contentType } } }',
      { id },
      player,
    )
  ).at('draft.attachments');

describe('a paper', () => {
  it('is kept locked, under a name of its own, and shown with the name it had', async () => {
    const answer = await bench.upload({ draftId, paper: 'photo' }, pdf);
    expect(answer.at('attachFile.attachment')).toMatchObject({
      state: 'CLEAN',
      fileName: 'ảnh thẻ.pdf',
      sizeBytes: pdf.bytes.length,
    });
    expect(answer.at('attachFile.draft.readiness.problems')).not.toContainEqual({
      path: 'photo',
      code: 'attachmentRequired',
    });
    const [stored] = await storedFiles();
    expect(stored).toMatchObject({ filename: expect.stringMatching(/^fil_[0-9a-f-]{36}$/) });
    expect(JSON.stringify(await everythingStored())).not.toMatch(/ảnh thẻ/);
    expect((await storedBytes()).includes('/Catalog')).toBe(false);
  });

  it('of several megabytes comes back byte for byte', async () => {
    const large = pdfOf({ objects: { 9: streamOf(randomBytes(9 * 1024 * 1024)) } });
    expect((await bench.upload({ draftId, paper: 'photo' }, file('application/pdf', large))).codes).toEqual([]);
    const query = 'query ($id: ID!) { draft(id: $id) { attachments { downloadPath } } }';
    const path = (await bench.ask(query, { id: draftId }, player)).textAt('draft.attachments.0.downloadPath');
    const answer = await fetch(new URL(path, bench.url));
    expect(large.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
    const sealed = await storedBytes();
    expect(sealed.length).toBeGreaterThan(large.length);
    expect(sealed.includes(large.subarray(1_000_000, 1_000_032))).toBe(false);
  });

  it('may have several files', async () => {
    for (let n = 0; n < 2; n += 1) await bench.upload({ draftId, paper: 'photo' }, pdf);
    expect(await attachments()).toMatchObject([{ paper: 'photo' }, { paper: 'photo' }]);
  });

  it('is taken away with its file', async () => {
    const id = (await bench.upload({ draftId, paper: 'photo' }, pdf)).textAt('attachFile.attachment.id');
    const input = { requestId: requestId(), draftId, attachmentId: id };
    expect((await bench.act('removeAttachment', input)).codes).toEqual([]);
    expect((await bench.act('removeAttachment', input)).codes).toEqual([]);
    expect((await bench.act('removeAttachment', { draftId, attachmentId: id })).codes).toEqual([
      'ATTACHMENT_NOT_FOUND',
    ]);
    expect([await attachments(), (await storedFiles()).length]).toEqual([[], 0]);
  });

  it('sent again under one request id is there once; another file under it is refused', async () => {
    const again = { requestId: requestId(), draftId, paper: 'photo' };
    const first = await bench.upload(again, pdf);
    const second = await bench.upload(again, pdf);
    expect(second.textAt('attachFile.attachment.id')).toBe(first.textAt('attachFile.attachment.id'));
    const other = await bench.upload(again, file('application/pdf', pdfOf({ page: '/Rotate 90' }), pdf.name));
    expect(other.codes).toEqual(['REQUEST_ID_REUSED']);
    expect(await attachments()).toHaveLength(1);
    expect(await storedFiles()).toHaveLength(1);
  });

  it('that is a picture, sent again under one request id, is there once though it was written anew', async () => {
    const again = { requestId: requestId(), draftId, paper: 'photo' };
    const photo = file('image/jpeg', await picture().jpeg().toBuffer(), 'ảnh.jpg');
    const answers = await Promise.all([1, 2, 3].map(() => bench.upload(again, photo)));
    const last = await bench.upload(again, photo);
    expect(new Set([...answers, last].map((answer) => answer.textAt('attachFile.attachment.id'))).size).toBe(1);
    expect(await attachments()).toHaveLength(1);
    expect(await storedFiles()).toHaveLength(1);
  });
});

describe('a file that is not taken', () => {
  it.each(['trophy', 'constructor'])('is for no paper: %s', async (paper) => {
    expect((await bench.upload({ draftId, paper }, pdf)).codes).toEqual(['UNKNOWN_PAPER']);
    expect([await attachments(), await storedFiles()]).toEqual([[], []]);
  });

  it('and the next one is', async () => {
    expect((await bench.upload({ draftId, paper: 'photo' }, pdf)).codes).toEqual([]);
  });

  it('is cut off in the middle: nothing is kept, and the service goes on', async () => {
    await cutOffUpload();
    expect((await bench.upload({ draftId, paper: 'photo' }, pdf)).codes).toEqual([]);
    expect(await attachments()).toHaveLength(1);
    expect(await storedFiles()).toHaveLength(1);
    await eventually('no part of a file to be left', async () => (await orphanChunks()) === 0);
  });

  it.each([
    ['DRAFT_NOT_FOUND', rival],
    ['SIGN_IN_REQUIRED', { kind: 'anonymous' }],
    ['DRAFT_NOT_FOUND', receiver],
    ['FORBIDDEN', processor],
  ] as readonly (readonly [string, Viewer])[])('%s for whoever does not own the draft', async (code, viewer) => {
    expect((await bench.upload({ draftId, paper: 'photo' }, pdf, viewer)).codes).toEqual([code]);
    expect(await storedFiles()).toEqual([]);
  });

  it('comes after the draft was submitted', async () => {
    const submitted = await completeDraft(bench);
    await submitDraft(bench, submitted);
    expect((await bench.upload({ draftId: submitted, paper: 'photo' }, pdf)).codes).toEqual([
      'DRAFT_ALREADY_SUBMITTED',
    ]);
    const [first] = (await attachments(submitted)) as { id: string }[];
    const removed = await bench.act('removeAttachment', { draftId: submitted, attachmentId: first?.id });
    expect(removed.codes).toEqual(['DRAFT_ALREADY_SUBMITTED']);
  });

  it('is one too many', async () => {
    for (let n = 0; n < 30; n += 1) expect((await bench.upload({ draftId, paper: 'photo' }, pdf)).codes).toEqual([]);
    expect((await bench.upload({ draftId, paper: 'photo' }, pdf)).codes).toEqual(['TOO_MANY_FILES']);
    expect(await storedFiles()).toHaveLength(30);
  });
});

let connection: Awaited<ReturnType<typeof connectMongo>> | undefined;
beforeAll(async () => {
  connection = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
});
function database() {
  if (connection === undefined) throw new Error('not connected yet');
  return databaseOf(connection);
}

function storedFiles() {
  return database().collection('papers.files').find({ 'metadata.cameFor': draftId }).toArray();
}

/** The bytes as the database has them. */
async function storedBytes(): Promise<Buffer> {
  const chunks = database()
    .collection('papers.chunks')
    .find({ files_id: (await storedFiles())[0]?._id });
  const found = await chunks.sort({ n: 1 }).toArray();
  return Buffer.concat(found.map(({ data }) => (data as { buffer: Uint8Array }).buffer)); // the driver's own type of bytes
}

async function everythingStored(): Promise<readonly unknown[]> {
  const draft = await database()
    .collection('drafts')
    .findOne({ _id: draftId as never });
  return [draft, await storedFiles()];
}

/** Parts of files that are no files. */
async function orphanChunks(): Promise<number> {
  const files = await database().collection('papers.files').distinct('_id');
  return database()
    .collection('papers.chunks')
    .countDocuments({ files_id: { $nin: files } });
}

/** Sends a megabyte of a body that promises two, and hangs up. */
async function cutOffUpload(): Promise<void> {
  const boundary = 'cutoff';
  const part = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const query = 'mutation ($input: AttachFileInput!) { attachFile(input: $input) { attachment { id } } }';
  const input = { requestId: requestId(), draftId, paper: 'photo', file: null };
  const head =
    part('operations', JSON.stringify({ query, variables: { input } })) +
    part('map', JSON.stringify({ 0: ['variables.input.file'] })) +
    `--${boundary}\r\ncontent-disposition: form-data; name="0"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-1.7\n`;
  const headers = {
    [identityHeader]: await bench.identityFor(player),
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': 2 * 1024 * 1024,
  };
  await new Promise<void>((resolve) => {
    const sending = request(new URL('/graphql', bench.url), { method: 'POST', headers });
    sending.on('error', () => {
      resolve();
    });
    sending.write(head);
    sending.write('x'.repeat(1024 * 1024), () => sending.destroy());
  });
}
