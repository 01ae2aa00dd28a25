import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import { tennisAnswers } from '../src/domain/tennis-club.fixture.js';
import { startClamd, type FakeClamd } from './clamd-server.js';
import {
  eventually,
  openDossiersBench,
  pdf,
  player,
  receiver,
  startDraft,
  submitDraft,
  type DossiersBench,
} from './dossiers-bench.js';
import { eicar } from './odd-files.js';

let bench: DossiersBench;
let clamd: FakeClamd;
let draftId = '';
let keptFiles: () => Promise<readonly number[]>;
beforeAll(async () => {
  clamd = await startClamd();
  bench = await openDossiersBench({ CLAMD_URL: clamd.url });
  const database = databaseOf(await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log));
  keptFiles = async () => {
    const files = await database.collection('papers.files').find({ 'metadata.cameFor': draftId }).toArray();
    const ids = files.map(({ _id }) => _id);
    return [ids.length, await database.collection('papers.chunks').countDocuments({ files_id: { $in: ids } })];
  };
}, 60_000);
beforeEach(async () => {
  draftId = (await startDraft(bench)).textAt('startDraft.draft.id');
});
afterAll(async () => {
  await bench.close();
  await clamd.close();
});

const fields =
  'attachments { paper fileName state downloadPath } readiness { problems { path code } papers { key provided } }';
const seen = async () =>
  (await bench.ask(`query ($id: ID!) { draft(id: $id) { ${fields} } }`, { id: draftId }, player)).at('draft') as Seen;
interface Seen {
  readonly attachments: readonly { readonly fileName: string; readonly state: string; readonly downloadPath: string }[];
  readonly readiness: {
    readonly problems: readonly { readonly path: string; readonly code: string }[];
    readonly papers: readonly { readonly key: string; readonly provided: boolean }[];
  };
}
const states = async () => (await seen()).attachments.map(({ state }) => state);
const problemsWith = async (paper: string) =>
  (await seen()).readiness.problems.filter(({ path }) => path === paper).map(({ code }) => code);
const isProvided = async (paper: string) =>
  (await seen()).readiness.papers.some(({ key, provided }) => key === paper && provided);
const later = (ms: number) => {
  bench.clock.set(new Date(bench.clock.now().getTime() + ms).toISOString());
};
const attach = (paper: string, file = pdf) => bench.upload({ draftId, paper }, file);

/** The scanner is away meanwhile; afterwards it listens where it listened before. */
async function withoutScanner(act: () => Promise<void>): Promise<void> {
  await clamd.close();
  try {
    await act();
  } finally {
    clamd = await startClamd(Number(new URL(clamd.url).port));
  }
}

describe('with a virus scanner', () => {
  it('what it finds nothing in is a paper', async () => {
    expect((await attach('photo')).at('attachFile.attachment.state')).toBe('CLEAN');
    expect([await isProvided('photo'), (await seen()).attachments[0]?.downloadPath]).toEqual([
      true,
      expect.any(String),
    ]);
    expect(clamd.scanned).toBeGreaterThan(0);
  });

  it('what it finds something in is gone at once, stays visible, and is no paper', async () => {
    expect((await attach('photo', eicar)).at('attachFile.attachment.state')).toBe('INFECTED');
    expect((await seen()).attachments).toEqual([
      { paper: 'photo', fileName: 'vi-rút.pdf', state: 'INFECTED', downloadPath: null },
    ]);
    expect([await keptFiles(), await isProvided('photo')]).toEqual([[0, 0], false]);
    expect(await problemsWith('photo')).toEqual(['attachmentRequired']);
  });

  it('what it cannot judge waits, keeps the application waiting, and is shown to nobody', async () => {
    await bench.act('saveAnswers', { draftId, answers: tennisAnswers });
    await attach('medicalNote');
    await withoutScanner(async () => {
      expect((await attach('photo')).at('attachFile.attachment.state')).toBe('SCANNING');
    });
    expect((await seen()).attachments[1]).toMatchObject({ state: 'SCANNING', downloadPath: null });
    expect([await problemsWith('photo'), await isProvided('photo')]).toEqual([['attachmentNotChecked'], false]);
    const refused = await bench.act('submitDossier', { draftId, captcha: await bench.solve() });
    expect(refused.at('submitDossier')).toMatchObject({
      dossier: null,
      problems: [{ path: 'photo', code: 'attachmentNotChecked' }],
    });
    // The citizen is told to wait, the operator why.
    expect(bench.lines.join('')).toContain('the virus scanner did not judge a file');
    later(20_000);
    await eventually('the scanner to be asked again', async () => (await states()).join() === 'CLEAN,CLEAN');
    const dossierId = await submitDraft(bench, draftId);
    const query = 'query ($id: ID!) { dossier(id: $id) { attachments { paper state } } }';
    const shown = await bench.ask(query, { id: dossierId }, receiver);
    expect(shown.at('dossier.attachments')).toEqual([
      { paper: 'medicalNote', state: 'CLEAN' },
      { paper: 'photo', state: 'CLEAN' },
    ]);
  });

  it('what it finds later is gone then; what it never judges is gone after a day', async () => {
    await withoutScanner(async () => {
      await attach('photo', eicar);
      await attach('photo');
    });
    later(20_000);
    await eventually('the scanner to be asked again', async () => (await states()).join() === 'INFECTED,CLEAN');
    await eventually('the found one to be gone', async () => (await keptFiles())[0] === 1);
    await withoutScanner(async () => {
      await attach('medicalNote');
      for (let hours = 0; hours < 23; hours += 11) later(11 * 3_600_000);
      await eventually('a day to pass', async () => {
        later(3_600_000);
        return (await states()).join() === 'INFECTED,CLEAN,FAILED';
      });
    });
    await eventually('its bytes to be gone', async () => (await keptFiles())[0] === 1);
    expect(await isProvided('medicalNote')).toBe(false);
  });

  it.each(['stream: MAYBE\0', 'INSTREAM size limit exceeded. ERROR\0', ''])(
    'that answers %j has said nothing',
    async (says) => {
      clamd.mood = { says };
      expect((await attach('photo')).at('attachFile.attachment.state')).toBe('SCANNING');
      clamd.mood = 'works';
    },
  );

  it('a submitted application leaves behind what is no paper', async () => {
    await bench.act('saveAnswers', { draftId, answers: tennisAnswers });
    for (const paper of ['photo', 'medicalNote']) await attach(paper);
    await attach('photo', eicar);
    const dossierId = await submitDraft(bench, draftId);
    const query = 'query ($id: ID!) { dossier(id: $id) { attachments { state } } }';
    for (const viewer of [player, receiver]) {
      const shown = await bench.ask(query, { id: dossierId }, viewer);
      expect(shown.at('dossier.attachments')).toEqual([{ state: 'CLEAN' }, { state: 'CLEAN' }]);
    }
  });
});
