import { randomUUID } from 'node:crypto';
import { createVault, type Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import { createDataKeyStore } from '../src/store/data-keys.js';
import { createDossierStore } from '../src/store/dossiers.js';
import { decryptReceipt } from '../src/use-cases/personal-data.js';
import {
  openDossiersBench,
  pdf,
  player,
  processor,
  receiver,
  requestId,
  rival,
  startDraft,
  submitted,
  type DossiersBench,
} from './dossiers-bench.js';
import { act, anonymous, askFrom, fillAsGuest, guestOf, startAsGuest, submitAsGuest } from './guest-actions.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
afterAll(() => bench.close());

const readDraft = 'query ($id: ID!) { draft(id: $id) { id answers dossier { id } } }';
const readDossier = 'query ($id: ID!) { dossier(id: $id) { id status applicant { name } answers accesses { who } } }';
const start = { procedureCode: '9.000001', officeId: 'off_club' };

describe('without an account', () => {
  it('a draft is started, filled in, submitted and followed', async () => {
    const started = await startAsGuest(bench);
    await fillAsGuest(bench, started);
    const { draftId, guest: viewer } = started;
    const answer = await act(bench, 'submitDossier', { draftId, captcha: await bench.solve() }, { viewer });
    expect(answer.at('submitDossier')).toMatchObject({ problems: [], dossier: { status: 'SUBMITTED' } });
    const dossierId = answer.textAt('submitDossier.dossier.id');
    const tokenOf = await guestOf(bench, answer.textAt('submitDossier.access.token'));
    expect(tokenOf).toMatchObject({ kind: 'guest', opens: dossierId });
    const whole = { id: dossierId, applicant: { name: 'Nguyễn Văn Bóng Mẫu' }, accesses: [] };
    // By the token for the dossier, and by the one for the draft it came from.
    for (const one of [tokenOf, viewer]) {
      expect((await askFrom(bench, readDossier, { id: dossierId }, { viewer: one })).at('dossier')).toMatchObject(
        whole,
      );
    }
    expect((await askFrom(bench, readDraft, { id: draftId }, { viewer })).at('draft.dossier.id')).toBe(dossierId);
    // The token for the dossier opens no draft, and a citizen sees nothing of either.
    expect((await askFrom(bench, readDraft, { id: draftId }, { viewer: tokenOf })).at('draft')).toBeNull();
    expect((await askFrom(bench, readDossier, { id: dossierId }, { viewer: rival })).at('dossier')).toBeNull();
    const event = await bench.said(dossierId, 'dossier.submitted');
    expect(String(event.data['applicantKey'])).toMatch(/^apk_/);
  });

  it('the same request starts one draft and is answered with a token for it', async () => {
    const input = { ...start, requestId: randomUUID() };
    const answers = await Promise.all([act(bench, 'startDraft', input), act(bench, 'startDraft', input)]);
    const ids = answers.map((answer) => answer.textAt('startDraft.draft.id'));
    expect(new Set(ids).size).toBe(1);
    const guests = await Promise.all(answers.map((answer) => guestOf(bench, answer.textAt('startDraft.access.token'))));
    expect(guests[0]).toEqual(guests[1]);
    expect(guests[0]).toMatchObject({ opens: ids[0] });
    // Nothing that is stored is enough to ask again in their name.
    const mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
    for (const name of ['requests', 'drafts']) {
      const rows = await databaseOf(mongo).collection(name).find({}).toArray();
      expect(JSON.stringify(rows)).not.toContain(input.requestId);
    }
    const other = await act(bench, 'startDraft', { ...input, officeId: 'off_other' });
    expect(other.codes).toEqual(['REQUEST_ID_REUSED']);
  });

  it('a request id that could be guessed is refused', async () => {
    for (const id of ['request-1', '00000000-0000-0000-0000-000000000000', '']) {
      const answer = await act(bench, 'startDraft', { ...start, requestId: id });
      expect(answer.codes).toEqual(['REQUEST_ID_MALFORMED']);
    }
  });

  it('a citizen who signed in is given no token', async () => {
    const answer = await act(bench, 'startDraft', { ...start, requestId: requestId() }, { viewer: player });
    expect(answer.at('startDraft.access')).toBeNull();
  });

  it('two requests at once submit one dossier', async () => {
    const started = await startAsGuest(bench);
    await fillAsGuest(bench, started);
    const { draftId, guest: viewer } = started;
    const captchas = await Promise.all([bench.solve(), bench.solve()]);
    const answers = await Promise.all(
      captchas.map((captcha) => act(bench, 'submitDossier', { draftId, captcha }, { viewer })),
    );
    expect(answers.map(({ codes }) => codes).sort()).toEqual([[], ['DRAFT_ALREADY_SUBMITTED']]);
    const dossierId = (await askFrom(bench, readDraft, { id: draftId }, { viewer })).textAt('draft.dossier.id');
    await bench.said(dossierId, 'dossier.submitted');
    expect(bench.seen('dossier.v1').filter(({ key }) => key === dossierId)).toHaveLength(1);
  });

  it('a captcha that was spent for another draft is refused', async () => {
    const [first, second] = [await startAsGuest(bench), await startAsGuest(bench)];
    for (const one of [first, second]) await fillAsGuest(bench, one);
    const captcha = await bench.solve();
    const submit = ({ draftId, guest: viewer }: typeof first) =>
      act(bench, 'submitDossier', { draftId, captcha }, { viewer });
    expect((await submit(first)).codes).toEqual([]);
    expect((await submit(second)).codes).toEqual(['CAPTCHA_USED']);
  });
});

describe('a token for one thing', () => {
  it('opens no other draft, whoever’s', async () => {
    const { guest } = await startAsGuest(bench);
    const others = [
      (await startAsGuest(bench)).draftId,
      (await startDraft(bench)).textAt('startDraft.draft.id'),
      'drf_00000000000000000000000000',
    ];
    for (const draftId of others) {
      expect((await askFrom(bench, readDraft, { id: draftId }, { viewer: guest })).at('draft')).toBeNull();
      expect(await everyDraftMutation(draftId, guest)).toEqual(Array.from({ length: 8 }, () => ['DRAFT_NOT_FOUND']));
    }
  });

  it.each<[string, Viewer, string]>([
    ['another citizen', rival, 'DRAFT_NOT_FOUND'],
    ['an officer', processor, 'FORBIDDEN'],
    ['somebody without a token', anonymous, 'SIGN_IN_REQUIRED'],
  ])('is needed: %s cannot use a guest’s draft', async (_, viewer, code) => {
    const { draftId } = await startAsGuest(bench);
    expect((await askFrom(bench, readDraft, { id: draftId }, { viewer })).at('draft')).toBeNull();
    expect(await everyDraftMutation(draftId, viewer)).toEqual(Array.from({ length: 8 }, () => [code]));
  });

  it('is needed by an officer who receives as well: the drafts of a desk are those it began', async () => {
    const { draftId } = await startAsGuest(bench);
    expect((await askFrom(bench, readDraft, { id: draftId }, { viewer: receiver })).at('draft')).toBeNull();
    const refused = await everyDraftMutation(draftId, receiver);
    expect(new Set(refused.flat())).toEqual(new Set(['DRAFT_NOT_FOUND', 'FORBIDDEN']));
    expect(refused.map((codes) => codes.length)).toEqual(Array.from({ length: 8 }, () => 1));
  });

  it('opens no other dossier, no list and no desk', async () => {
    const [mine, other] = [await submitAsGuest(bench), await submitted(bench)];
    const guests = [mine.guest, await guestOf(bench, mine.accessToken)];
    for (const viewer of guests) {
      const read = async (id: string) => (await askFrom(bench, readDossier, { id }, { viewer })).at('dossier');
      expect(await read(other)).toBeNull();
      expect(await read(mine.draftId)).toBeNull();
      const lists = ['myDrafts', 'myDossiers', 'deskQueue'].map((name) =>
        askFrom(bench, `{ ${name}(first: 5) { nodes { id } } }`, {}, { viewer }),
      );
      expect((await Promise.all(lists)).map(({ codes }) => codes)).toEqual([
        ['FORBIDDEN'],
        ['FORBIDDEN'],
        ['FORBIDDEN'],
      ]);
      for (const dossierId of [mine.dossierId, other, 'dos_nowhere']) {
        expect((await bench.act('receiveDossier', { dossierId }, viewer)).codes).toEqual(['FORBIDDEN']);
        expect((await bench.act('signResult', { dossierId }, viewer)).codes).toEqual(['FORBIDDEN']);
      }
      expect((await act(bench, 'startDraft', start, { viewer })).codes).toEqual(['FORBIDDEN']);
      const entities = await askFrom(
        bench,
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dossier { answers } } }',
        { r: [{ __typename: 'Dossier', id: other }] },
        { viewer },
      );
      expect(entities.at('_entities.0')).toBeNull();
    }
  });
});

describe('the receipt token', () => {
  it('lets in whoever holds the slip, again and again', async () => {
    const { dossierId } = await submitAsGuest(bench);
    const receiptToken = await receiptOf(dossierId);
    for (const requestId of ['once', 'again']) {
      const redeemed = await act(bench, 'redeemReceipt', { requestId, receiptToken });
      expect(redeemed.at('redeemReceipt.dossierId')).toBe(dossierId);
      const viewer = await guestOf(bench, redeemed.textAt('redeemReceipt.access.token'));
      const seen = await askFrom(bench, readDossier, { id: dossierId }, { viewer });
      expect(seen.at('dossier.applicant')).toEqual({ name: 'Nguyễn Văn Bóng Mẫu' });
    }
  });

  it('opens a citizen’s dossier too, and nothing when it is wrong', async () => {
    const dossierId = await submitted(bench);
    const right = await receiptOf(dossierId);
    expect((await act(bench, 'redeemReceipt', { receiptToken: right })).at('redeemReceipt.dossierId')).toBe(dossierId);
    for (const receiptToken of ['', 'null', right.slice(1), `${right}=`, right.toLowerCase(), 'x'.repeat(10_000)]) {
      const refused = await act(bench, 'redeemReceipt', { receiptToken });
      expect(refused.codes).toEqual(['ACCESS_REFUSED']);
      expect(refused.errors[0]?.extensions['details'] ?? {}).toEqual({});
    }
  });
});

async function everyDraftMutation(draftId: string, viewer: Viewer): Promise<readonly (readonly string[])[]> {
  const caller = { viewer };
  const answers = await Promise.all([
    act(bench, 'saveAnswers', { draftId, answers: {} }, caller),
    act(bench, 'submitDossier', { draftId, captcha: 'x' }, caller),
    act(bench, 'discardDraft', { draftId }, caller),
    act(bench, 'adoptNewVersion', { draftId }, caller),
    act(bench, 'createResumeLink', { draftId }, caller),
    bench.act('chooseDelivery', { draftId, method: 'DESK' }, viewer),
    bench.act('removeAttachment', { draftId, attachmentId: 'att_1' }, viewer),
    bench.upload({ draftId, paper: 'photo' }, pdf, viewer),
  ]);
  return answers.map(({ codes }) => codes);
}

async function receiptOf(dossierId: string): Promise<string> {
  const mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
  const stored = await createDossierStore(mongo, () => Promise.resolve()).find(dossierId);
  if (stored === null) throw new Error('there is no such dossier');
  const vault = createVault(bench.keys.vault);
  const keys = { vault, dataKeys: createDataKeyStore(mongo, vault) };
  return (await decryptReceipt(keys, stored)) ?? '';
}
