import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { createServer, type Server } from 'node:net';
import { identityHeader, type Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import {
  bytesOf,
  eventually,
  openDossiersBench,
  pdf,
  player,
  receiver,
  requestId,
  rival,
  startDraft,
  submitDraft,
  completeDraft,
  type DossiersBench,
  type TestFile,
} from './dossiers-bench.js';

let bench: DossiersBench;
let draftId = '';
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
beforeEach(async () => {
  draftId = (await startDraft(bench)).textAt('startDraft.draft.id');
});
afterAll(() => bench.close());

const file = (type: string, text: string | Uint8Array<ArrayBuffer>, name = 'giấy.pdf'): TestFile => ({
  ...{ name, type },
  bytes: typeof text === 'string' ? bytesOf(text) : text,
});
const attachments = async (id = draftId) =>
  (
    await bench.ask(
      'query ($id: ID!) { draft(id: $id) { attachments { id paper fileName sizeBytes state contentType } } }',
      { id },
      player,
    )
  ).at('draft.attachments');

describe('a paper', () => {
  it('is stored as it came, under a name of its own, and shown with the name it had', async () => {
    const answer = await bench.upload({ draftId, paper: 'photo' }, pdf);
    expect(answer.at('attachFile.attachment')).toMatchObject({
      state: 'RECEIVED',
      fileName: 'ảnh thẻ.pdf',
      sizeBytes: pdf.bytes.length,
    });
    expect(answer.at('attachFile.draft.readiness.problems')).not.toContainEqual({
      path: 'photo',
      code: 'attachmentRequired',
    });
    const [stored] = await storedFiles();
    expect(stored).toMatchObject({ filename: expect.stringMatching(/^fil_[0-9a-f-]{36}$/), length: pdf.bytes.length });
    expect(
      JSON.stringify(
        await database()
          .collection('drafts')
          .findOne({ _id: draftId as never }),
      ),
    ).not.toContain('ảnh thẻ');
  });

  it('of several megabytes arrives byte for byte', async () => {
    const large = new Uint8Array(9 * 1024 * 1024).fill(0x41);
    large.set(bytesOf('%PDF-1.7\n'));
    expect((await bench.upload({ draftId, paper: 'photo' }, file('application/pdf', large))).codes).toEqual([]);
    const chunks = await database()
      .collection('papers.chunks')
      .find({ files_id: (await storedFiles())[0]?._id })
      .sort({ n: 1 })
      .toArray();
    const digest = createHash('sha256');
    for (const { data } of chunks) digest.update((data as { buffer: Uint8Array }).buffer);
    expect(digest.digest('hex')).toBe(createHash('sha256').update(large).digest('hex'));
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
    const other = await bench.upload(again, file('application/pdf', '%PDF-1.4 other'));
    expect(other.codes).toEqual(['REQUEST_ID_REUSED']);
    expect(await attachments()).toHaveLength(1);
    expect(await storedFiles()).toHaveLength(1);
  });
});

describe('a file that is not taken', () => {
  const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  const huge = new Uint8Array(10 * 1024 * 1024 + 1).fill(0x25);
  huge.set(bytesOf('%PDF-1.7\n'));
  it.each([
    ['FILE_TYPE_MISMATCH', 'photo', file('application/pdf', '<html>no paper</html>')],
    ['FILE_TYPE_MISMATCH', 'photo', file('image/jpeg', Uint8Array.from(png))],
    ['FILE_TYPE_MISMATCH', 'photo', file('application/pdf', '%PD')],
    ['FILE_TYPE_NOT_ACCEPTED', 'photo', file('text/html', '%PDF-1.7')],
    ['FILE_TYPE_NOT_ACCEPTED', 'photo', file('image/svg+xml', '<svg/>')],
    ['FILE_EMPTY', 'photo', file('application/pdf', '')],
    ['FILE_TOO_LARGE', 'photo', file('application/pdf', huge)],
    ['UNKNOWN_PAPER', 'trophy', pdf],
    ['UNKNOWN_PAPER', 'constructor', pdf],
  ])('%s for paper %s', async (code, paper, wrong) => {
    expect((await bench.upload({ draftId, paper }, wrong)).codes).toEqual([code]);
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
    ['FORBIDDEN', receiver],
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

describe('with a virus scanner', () => {
  it('keeps what is clean, refuses what is not, and refuses everything while the scanner is silent', async () => {
    const clamd = await startClamd();
    const scanned = await openDossiersBench({ CLAMD_URL: `tcp://127.0.0.1:${String(clamd.port)}` });
    try {
      const id = (await startDraft(scanned)).textAt('startDraft.draft.id');
      const send = (text: string) => scanned.upload({ draftId: id, paper: 'photo' }, file('application/pdf', text));
      expect((await send('%PDF-1.7 fine')).at('attachFile.attachment.state')).toBe('CLEAN');
      expect((await send('%PDF-1.7 EICAR')).codes).toEqual(['FILE_NOT_SAFE']);
      clamd.server.close();
      expect((await send('%PDF-1.7 fine')).codes).toEqual(['SCANNER_UNAVAILABLE']);
      // The citizen is told to try later, the operator why.
      expect(scanned.lines.join('')).toContain('the virus scanner did not judge a file');
      const seen = await scanned.ask('query ($id: ID!) { draft(id: $id) { attachments { state } } }', { id }, player);
      expect(seen.at('draft.attachments')).toEqual([{ state: 'CLEAN' }]);
    } finally {
      await scanned.close();
    }
  }, 60_000);
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
  return database().collection('papers.files').find({ 'metadata.draftId': draftId }).toArray();
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

/** clamd's INSTREAM, as far as a scan goes. */
async function startClamd(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => {
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      if (heard.endsWith('\0\0\0\0')) socket.end(heard.includes('EICAR') ? 'stream: Eicar FOUND\0' : 'stream: OK\0');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, port: address.port };
}
