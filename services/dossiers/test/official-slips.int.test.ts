import { readPrinted } from '@motcua/printed-documents/testing';
import { IdentityPublicKeys, type Viewer } from '@motcua/service-kit';
import { withStream } from '../src/altered-pdf.fixture.js';
import { unsealPdf } from '../src/providers/pdf-seal.js';
import { judgeSlip } from '../src/use-cases/judge-slip.js';
import { closeDossier } from './closed-dossier.js';
import {
  eventually,
  insurance,
  leader,
  openDossiersBench,
  player,
  police,
  processor,
  receiver,
  rival,
  stranger,
  submitted,
  type DossiersBench,
} from './dossiers-bench.js';

const morning = '2026-11-23T02:00:00.000Z';
let bench: DossiersBench;
const open = async (): Promise<void> => {
  bench = await openDossiersBench();
  bench.clock.set(morning);
};
const close = (): Promise<void> => bench.close();

interface Slip {
  readonly number: string;
  readonly form: string;
  readonly name: { readonly vi: string };
  readonly issuedAt: string;
  readonly dueAt: string | null;
  readonly downloadPath: string | null;
  readonly qrText: string | null;
}

const colleague: Viewer = { kind: 'officer', id: 'receiver-2', officeId: 'off_club', roles: ['receive'] };
const document = `query ($id: ID!) { dossier(id: $id) { code
  slips { number form name { vi } issuedAt dueAt downloadPath qrText } accesses { who purpose } } }`;
const see = (id: string, viewer: Viewer = player) => bench.ask(document, { id }, viewer);
const slipsOf = async (id: string, viewer: Viewer = player): Promise<readonly Slip[]> =>
  (await see(id, viewer)).at('dossier.slips') as readonly Slip[];
const get = (path: string | null) => fetch(new URL(path ?? '/none', bench.url));
const download = async (path: string | null) => Buffer.from(await (await get(path)).arrayBuffer());
const publicKeys = async () => IdentityPublicKeys.parse(await (await get('/document-keys.json')).json());
const verify = async (token: string) => {
  const fields = 'kind code number form issuedAt dueAt digest procedure { id } office { id }';
  return (await bench.ask(`query ($token: String!) { verifyDocument(token: $token) { ${fields} } }`, { token })).at(
    'verifyDocument',
  );
};
const act = async (name: string, input: object, viewer: Viewer): Promise<void> => {
  expect({ name, codes: (await bench.act(name, { ...input }, viewer)).codes }).toEqual({ name, codes: [] });
};

type Story = (dossierId: string) => Promise<void>;
const receive: Story = (dossierId) => act('receiveDossier', { dossierId }, receiver);

const stories: Readonly<Record<string, readonly [forms: readonly string[], story: Story, says: readonly string[]]>> = {
  'received and rescheduled': [
    ['01', '06', '04'],
    async (dossierId) => {
      await receive(dossierId);
      const reasonCode = 'VERIFICATION_TAKES_LONGER';
      await act('reschedule', { dossierId, newDueOn: '2026-12-04', reasonCode }, leader);
    },
    ['0900000077', 'Tiếp nhận hồ sơ', '17:00 04/12/2026'],
  ],
  'asked for a supplement': [
    ['02'],
    async (dossierId) => {
      const items = [{ subject: 'PAPER', key: 'photo', reasonCode: 'UNREADABLE', note: 'Ảnh của ông Bóng bị mờ.' }];
      await act('requestSupplement', { dossierId, items }, receiver);
    },
    ['Ảnh của ông Bóng bị mờ.'],
  ],
  declined: [
    ['03'],
    async (dossierId) => {
      const reason = { reasonCode: 'NOT_THIS_OFFICE', note: 'Cư trú ở phường khác.' };
      await act('proposeDecline', { dossierId, ...reason }, receiver);
      await act('declineDossier', { dossierId }, colleague);
    },
    ['Cư trú ở phường khác.'],
  ],
  'withdrawn after receipt': [
    ['01', '06', '05'],
    async (dossierId) => {
      await receive(dossierId);
      await act('withdrawDossier', { dossierId }, player);
      await act('settleWithdrawal', { dossierId }, leader);
    },
    ['0900000077', 'Tiếp nhận hồ sơ', 'Dừng theo đề nghị rút hồ sơ của người nộp'],
  ],
  rejected: [
    ['01', '06', 'LETTER'],
    async (dossierId) => {
      await receive(dossierId);
      await act('completeStep', { dossierId, stepKey: 'appraise' }, processor);
      const reason = { reasonCode: 'CONDITIONS_NOT_MET', note: 'Chưa đủ tuổi.' };
      await act('proposeRejection', { dossierId, ...reason }, processor);
      await act('rejectDossier', { dossierId }, leader);
    },
    ['0900000077', 'Tiếp nhận hồ sơ', 'Chưa đủ tuổi.'],
  ],
};

describe('the official slips', () => {
  beforeAll(open, 60_000);
  afterAll(close);

  it.each(Object.entries(stories))(
    'of a dossier that is %s are printed and proven',
    async (_, [forms, story, says]) => {
      const dossierId = await submitted(bench);
      await story(dossierId);
      const slips = await slipsOf(dossierId);
      expect(slips.map(({ form }) => form)).toEqual(forms);
      const keys = await publicKeys();
      for (const [at, slip] of slips.entries()) {
        const pdf = await download(slip.downloadPath);
        const { title, text, subject } = readPrinted(unsealPdf(pdf, keys).pdf);
        expect(title).toBe(`${slip.name.vi} ${slip.number}`);
        for (const said of [slip.name.vi.toUpperCase(), slip.number, says[at] ?? '']) expect(text).toContain(said);
        // The control sheet goes from hand to hand and names nobody.
        expect(text.includes('Nguyễn Văn Bóng Mẫu')).toBe(slip.form !== '06');
        expect(subject).toBe(slip.qrText);
        expect((await download(slip.downloadPath)).equals(pdf)).toBe(true);
        const shown = await verify(slip.qrText ?? '');
        expect(shown).toMatchObject({ kind: 'SLIP', number: slip.number, form: slip.form, dueAt: slip.dueAt });
        expect(shown).toMatchObject({ procedure: { id: 'prc_9.000001' }, office: { id: 'off_club' } });
        // Without the platform: the same words, by its public keys alone.
        const { number, form, digest, issuedAt } = await judgeSlip(pdf, keys);
        expect(shown).toMatchObject({ number, form, digest, issuedAt });
      }
    },
    60_000,
  );

  it('show a changed letter: of the text to the keys alone, of the code to everybody', async () => {
    const dossierId = await submitted(bench);
    await receive(dossierId);
    const [receipt] = await slipsOf(dossierId);
    const [pdf, keys] = [await download(receipt?.downloadPath ?? null), await publicKeys()];
    const altered = withStream(pdf, '1 0 0 -1 0', (content) => content.replace('<0001', '<0003'));
    await expect(judgeSlip(altered, keys)).rejects.toThrow('its text is not the text that was signed');
    const qrText = receipt?.qrText ?? '';
    for (const back of [1, 40, 120, 300]) {
      const at = qrText.length - back;
      const changed = `${qrText.slice(0, at)}${qrText[at] === 'A' ? 'B' : 'A'}${qrText.slice(at + 1)}`;
      expect(await verify(changed)).toBeNull();
    }
  }, 60_000);

  it('are for the applicant and the office; an officer’s look is recorded', async () => {
    const dossierId = await submitted(bench);
    await receive(dossierId);
    const asked = (await bench.act('completeStep', { dossierId, stepKey: 'appraise' }, processor)).codes;
    await act('completeStep', { dossierId, stepKey: 'notify' }, processor);
    expect(asked).toEqual([]);
    for (const viewer of [rival, stranger]) expect((await see(dossierId, viewer)).at('dossier')).toBeNull();
    for (const agency of [police, insurance]) expect(await slipsOf(dossierId, agency)).toEqual([]);
    const looks = async () =>
      ((await see(dossierId)).at('dossier.accesses') as readonly { who: string }[]).map(({ who }) => who);
    expect(await looks()).not.toContain('leader-1');
    const [receipt] = await slipsOf(dossierId, leader);
    expect(receipt?.qrText).toBe((await slipsOf(dossierId))[0]?.qrText);
    expect(await looks()).toContain('leader-1');
  }, 60_000);

  it('are in English for whoever reads it, and open by no link that is over or forged', async () => {
    const dossierId = await submitted(bench);
    await receive(dossierId);
    const [receipt] = await slipsOf(dossierId);
    const path = receipt?.downloadPath ?? '';
    const english = await download(path.replace('language=vi', 'language=en'));
    const keys = await publicKeys();
    expect(readPrinted(unsealPdf(english, keys).pdf).text).toContain('RECEIPT OF A DOSSIER');
    // Signed as well: the digest is of the text in that language.
    expect(await judgeSlip(english, keys)).toMatchObject({ form: '01' });
    const { pathname } = new URL(path, bench.url);
    const token = pathname.slice('/slips/official/'.length);
    for (const wrong of [`/slips/official/${token}x`, `/slips/${token}`, `/slips/register/${token}`]) {
      expect((await get(wrong)).status).toBe(404);
    }
    try {
      bench.clock.set('2026-11-23T02:05:00.001Z');
      expect((await get(path)).status).toBe(404);
    } finally {
      bench.clock.set(morning);
    }
  }, 60_000);

  it('are gone with the personal data; what was printed before is still proven', async () => {
    const dossierId = await submitted(bench);
    await closeDossier(bench, dossierId);
    const [receipt] = await slipsOf(dossierId);
    const pdf = await download(receipt?.downloadPath ?? null);
    const erase = 'mutation ($input: EraseDossierInput!) { eraseDossier(input: $input) { dossierId } }';
    const input = { requestId: 'erase-slips', dossierId, reasonCode: 'RETENTION_ENDED' };
    expect((await bench.ask(erase, { input }, { kind: 'operator', id: 'operator-1' })).codes).toEqual([]);
    expect((await get(receipt?.downloadPath ?? null)).status).toBe(404);
    const now = await slipsOf(dossierId);
    expect(now.map(({ form, downloadPath, qrText }) => [form, downloadPath, qrText])).toEqual(
      expect.arrayContaining([['01', null, null]]),
    );
    expect(await verify(receipt?.qrText ?? '')).toMatchObject({ kind: 'SLIP', number: receipt?.number });
    expect(await judgeSlip(pdf, await publicKeys())).toMatchObject({ number: receipt?.number });
  }, 60_000);
});

describe('the register of the office', () => {
  // Its own, for it holds everything that was received.
  beforeAll(open, 60_000);
  afterAll(close);

  const ask = (viewer: Viewer, from = '2026-11-23', to = '2026-11-23') =>
    bench.ask(
      'query ($from: Date!, $to: Date!) { deskRegister(from: $from, to: $to) { downloadPath rows } }',
      { from, to },
      viewer,
    );

  it('has a row for each dossier that was received in the time, and prints it recorded', async () => {
    const [first, second, unreceived] = [await submitted(bench), await submitted(bench), await submitted(bench)];
    for (const dossierId of [first, second]) await receive(dossierId);
    const codes = await Promise.all(
      [first, second, unreceived].map(async (id) => (await see(id)).textAt('dossier.code')),
    );
    const given = await ask(receiver);
    expect({ codes: given.codes, rows: given.at('deskRegister.rows') }).toEqual({ codes: [], rows: 2 });
    const path = given.textAt('deskRegister.downloadPath');
    const pdf = await download(path);
    const { text, pages } = readPrinted(pdf);
    expect(pages[0]?.width).toBeGreaterThan(pages[0]?.height ?? 0);
    for (const said of ['SỔ THEO DÕI HỒ SƠ', codes[0] ?? '', codes[1] ?? '', '09:00 23/11/2026']) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain(codes[2] ?? '');
    await eventually('the look to be recorded', async () =>
      JSON.stringify((await see(first)).at('dossier.accesses')).includes('DESK_REGISTER'),
    );
    expect(JSON.stringify((await see(unreceived)).at('dossier.accesses'))).not.toContain('DESK_REGISTER');
    expect((await ask(receiver, '2026-11-24', '2026-11-24')).at('deskRegister.rows')).toBe(0);
    expect((await ask(stranger)).at('deskRegister.rows')).toBe(0);
  }, 60_000);

  it('is for officers, and for a month at most', async () => {
    const codes = await Promise.all(
      [{ kind: 'anonymous' } as const, player, police].map(async (viewer) => (await ask(viewer)).codes),
    );
    expect(codes).toEqual([['SIGN_IN_REQUIRED'], ['FORBIDDEN'], ['FORBIDDEN']]);
    for (const [from, to] of [
      ['2026-11-01', '2026-12-02'],
      ['2026-11-23', '2026-11-22'],
    ] as const) {
      expect((await ask(receiver, from, to)).codes).toEqual(['PERIOD_OUT_OF_RANGE']);
    }
    expect((await ask(receiver, '2026-11-01', '2026-12-01')).codes).toEqual([]);
  }, 60_000);
});
