import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import sharp from 'sharp';
import { openDossiersBench, player, startDraft, type DossiersBench, type TestFile } from './dossiers-bench.js';
import { file, oddFiles, oddNames, photoWithMore, picture } from './odd-files.js';
import { harmlessPdfs, pdfOf } from './pdf-files.js';

let bench: DossiersBench;
let draftId = '';
let stored: () => Promise<readonly number[]>;
beforeAll(async () => {
  bench = await openDossiersBench();
  const database = databaseOf(await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log));
  const names = ['papers.files', 'papers.chunks', 'papers.uploads'];
  stored = () => Promise.all(names.map((name) => database.collection(name).countDocuments()));
}, 60_000);
beforeEach(async () => {
  draftId = (await startDraft(bench)).textAt('startDraft.draft.id');
});
afterAll(() => bench.close());

const send = (sent: TestFile) => bench.upload({ draftId, paper: 'photo' }, sent);

/** The served file, by the link that its owner is given. */
async function download(): Promise<Response> {
  const query = 'query ($id: ID!) { draft(id: $id) { attachments { downloadPath } } }';
  const path = (await bench.ask(query, { id: draftId }, player)).textAt('draft.attachments.0.downloadPath');
  return fetch(new URL(path, bench.url));
}

describe('odd files', () => {
  it('are refused one by one, each with its code, and nothing of any is left', async () => {
    const before = await stored();
    const answers: unknown[] = [];
    const files = await oddFiles();
    for (const [what, , odd] of files) answers.push([what, (await send(odd)).codes, await stored()]);
    expect(answers).toEqual(files.map(([what, code]) => [what, [code], before]));
    const seen = await bench.ask(
      'query ($id: ID!) { draft(id: $id) { revision attachments { id } } }',
      { id: draftId },
      player,
    );
    expect(seen.at('draft')).toEqual({ revision: 1, attachments: [] });
  }, 60_000);

  it('do not keep ordinary ones away', async () => {
    for (const [what, bytes] of Object.entries(harmlessPdfs)) {
      const answer = await send(file('application/pdf', bytes));
      expect([what, answer.codes, answer.at('attachFile.attachment.state')]).toEqual([what, [], 'CLEAN']);
    }
  });
});

describe('a photograph', () => {
  it('is kept without the place where it was taken, upright, and without what was behind its end', async () => {
    const sent = await photoWithMore();
    expect((await send(sent)).at('attachFile.attachment.state')).toBe('CLEAN');
    const bytes = Buffer.from(await (await download()).arrayBuffer());
    const { exif, icc, width, height, format } = await sharp(bytes).metadata();
    expect({ exif, icc, width, height, format }).toEqual({ ...upright, exif: undefined, icc: undefined });
    for (const rest of ['PK', 'Exif', 'Máy']) expect([rest, bytes.includes(rest)]).toEqual([rest, false]);
    expect(Buffer.from(sent.bytes).includes('Exif')).toBe(true);
  });

  it('in PNG stays PNG, and its size is what is kept', async () => {
    const answer = await send(file('image/png', await picture().png().toBuffer()));
    const served = await download();
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(answer.at('attachFile.attachment.sizeBytes')).toBe((await served.arrayBuffer()).byteLength);
  });

  const upright = { format: 'jpeg', width: 40, height: 60 };
});

describe('odd names', () => {
  it.each(oddNames)('%j is shown and saved as a name and nothing else', async (sent, shown, saved) => {
    const answer = await send(file('application/pdf', pdfOf(), sent));
    expect([answer.codes, answer.at('attachFile.attachment.fileName')]).toEqual([[], shown]);
    const head = (await download()).headers.get('content-disposition') ?? '';
    expect(head).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.%!~-]+$/);
    expect(decodeURIComponent(head.split("UTF-8''")[1] ?? '')).toBe(saved);
  });

  it('are not even read where a form has no place for them', async () => {
    expect((await send(file('application/pdf', pdfOf(), 'giấy\u0007.pdf'))).codes).toEqual(['BAD_MULTIPART']);
  });
});
