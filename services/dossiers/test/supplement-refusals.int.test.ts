import type { Viewer } from '@motcua/service-kit';
import {
  leader,
  openDossiersBench,
  player,
  police,
  processor,
  receiver,
  requestId,
  rival,
  stranger,
  submitted,
  type DossiersBench,
} from './dossiers-bench.js';
import { deskAct, receiver2 } from './desk-work.js';
import { answerBoth, askedAtReception, askedInProcessing, attach, levelAgain, photoAgain, see } from './supplements.js';

let bench: DossiersBench;
let waiting = '';
let filed = '';
beforeAll(async () => {
  bench = await openDossiersBench();
  waiting = await askedAtReception(bench);
  filed = await submitted(bench);
}, 60_000);
afterAll(() => bench.close());

const anonymous: Viewer = { kind: 'anonymous' };
const otherGuest: Viewer = { kind: 'guest', id: 'gst_1', opens: 'dos_other' };

const ask = (dossierId: string, input: object = {}, viewer: Viewer = receiver) =>
  bench.act('requestSupplement', { dossierId, items: [levelAgain], ...input }, viewer);
const answer = (dossierId: string, input: object = {}, viewer: Viewer = player) =>
  bench.act('answerSupplement', { dossierId, answers: { level: 'x' }, ...input }, viewer);

describe('asking for more is refused', () => {
  it.each([
    ['nobody', anonymous, 'DOSSIER_NOT_FOUND'],
    ['its applicant', player, 'FORBIDDEN'],
    ['an officer of another office', stranger, 'DOSSIER_NOT_FOUND'],
    ['an officer of another role', processor, 'FORBIDDEN'],
    ['the leader, the first time', leader, 'FORBIDDEN'],
    ['an agency', police, 'DOSSIER_NOT_FOUND'],
  ] as const)('to %s', async (_, viewer, code) => {
    expect((await ask(filed, {}, viewer)).codes).toEqual([code]);
  });

  it('for what the version does not have, with every problem at once', async () => {
    const wrong = [
      { subject: 'FIELD', key: 'photo', reasonCode: 'MISSING' },
      { subject: 'PAPER', key: '__proto__', reasonCode: 'Ảnh mờ quá' },
      levelAgain,
      levelAgain,
      { subject: 'FIELD', key: 'cardBy', reasonCode: 'WRONG_VALUE' },
    ];
    const refused = await ask(filed, { items: wrong });
    expect(refused.codes).toEqual(['UNKNOWN_FIELD']);
    expect(refused.errors[0]?.extensions['details']).toEqual({
      problems: [
        { code: 'UNKNOWN_FIELD', path: 'items[0]' },
        { code: 'UNKNOWN_PAPER', path: 'items[1]' },
        { code: 'REASON_CODE_MALFORMED', path: 'items[1]' },
        { code: 'ASKED_TWICE', path: 'items[3]' },
        { code: 'DELIVERY_STANDS', path: 'items[4]' },
      ],
    });
    expect((await ask(filed, { items: [] })).codes).toEqual(['NOTHING_ASKED']);
    expect((await ask(filed, { items: [{ ...levelAgain, note: 'x'.repeat(2_001) }] })).codes).toEqual([
      'NOTE_TOO_LONG',
    ]);
    expect((await see(bench, filed)).at('dossier.status')).toBe('SUBMITTED');
  });

  it('where there is none, while one is awaited, or when another officer works on it', async () => {
    expect((await ask('dos_none')).codes).toEqual(['DOSSIER_NOT_FOUND']);
    expect((await ask(waiting)).codes).toEqual(['ACTION_NOT_ALLOWED']);
    const dossierId = await submitted(bench);
    await deskAct(bench, 'takeOverDossier', { dossierId }, receiver2);
    expect((await ask(dossierId)).codes).toEqual(['ASSIGNED_TO_ANOTHER']);
    expect((await ask(dossierId, { expectedVersion: 1 }, receiver2)).codes).toEqual(['DOSSIER_CHANGED']);
  });

  it('a second time but to the leader, for a reason', async () => {
    const dossierId = await askedAtReception(bench);
    await answerBoth(bench, dossierId);
    expect((await ask(dossierId)).codes).toEqual(['SUPPLEMENT_ALREADY_REQUESTED']);
    expect((await ask(dossierId, { secondReasonCode: 'NEW_LAW' })).codes).toEqual(['SUPPLEMENT_ALREADY_REQUESTED']);
    expect((await ask(dossierId, {}, leader)).codes).toEqual(['SUPPLEMENT_ALREADY_REQUESTED']);
    expect((await ask(dossierId, { secondReasonCode: 'new law' }, leader)).codes).toEqual(['REASON_CODE_MALFORMED']);
    expect((await ask(dossierId, { secondReasonCode: 'NEW_LAW' }, leader)).codes).toEqual([]);
    expect((await answer(dossierId)).codes).toEqual([]);
    const seen = await see(bench, dossierId);
    expect(seen.at('dossier.supplementRequests')).toMatchObject([{ id: expect.stringMatching(/\.1$/) as unknown }, {}]);
    expect(seen.at('dossier.answers')).toMatchObject({ level: 'x' });
  });
});

describe('an answer is refused', () => {
  it.each([
    ['nobody', anonymous, 'DOSSIER_NOT_FOUND'],
    ['another citizen', rival, 'DOSSIER_NOT_FOUND'],
    ['a guest of another dossier', otherGuest, 'DOSSIER_NOT_FOUND'],
    ['an officer of another office', stranger, 'DOSSIER_NOT_FOUND'],
    ['an officer who does not receive', processor, 'FORBIDDEN'],
    ['an agency', police, 'DOSSIER_NOT_FOUND'],
  ] as const)('from %s, and their files', async (_, viewer, code) => {
    expect((await answer(waiting, {}, viewer)).codes).toEqual([code]);
    expect((await attach(bench, waiting, { viewer })).codes).toEqual([code]);
    expect((await bench.act('removeSupplementFile', { dossierId: waiting, attachmentId: 'a' }, viewer)).codes).toEqual([
      code,
    ]);
  });

  it('to what was not asked, with every other place named and none echoed that is no field', async () => {
    const answers = { level: 'x', playerName: 'Ai Đó Mẫu', cards: 1, 'bí mật': 1, bímật: 1 };
    const refused = await answer(waiting, { answers });
    expect(refused.codes).toEqual(['NOT_ASKED_FOR']);
    expect(refused.errors[0]?.extensions['details']).toEqual({ fields: ['playerName', 'cards'], unknownFields: 2 });
    expect(JSON.stringify(refused.errors)).not.toMatch(/bí ?mật|Ai Đó/);
    for (const paper of ['medicalNote', 'racket', 'trophy', '__proto__']) {
      expect((await attach(bench, waiting, { paper })).codes).toEqual(['NOT_ASKED_FOR']);
    }
  });

  it.each([
    [['level'], 'ANSWERS_NOT_AN_OBJECT'],
    ['level', 'ANSWERS_NOT_AN_OBJECT'],
    [{ level: 'x'.repeat(99_900) }, 'ANSWERS_TOO_LARGE'],
  ])('when it is no set of answers', async (answers, code) => {
    expect((await answer(waiting, { answers })).codes).toEqual([code]);
  });

  it('where nothing is awaited', async () => {
    expect((await answer(filed)).codes).toEqual(['ACTION_NOT_ALLOWED']);
    expect((await attach(bench, filed)).codes).toEqual(['ACTION_NOT_ALLOWED']);
    expect((await answer('dos_none')).codes).toEqual(['DOSSIER_NOT_FOUND']);
    const dossierId = await askedInProcessing(bench);
    await answerBoth(bench, dossierId);
    expect((await answer(dossierId)).codes).toEqual(['ACTION_NOT_ALLOWED']);
    expect((await attach(bench, dossierId)).codes).toEqual(['ACTION_NOT_ALLOWED']);
    const gone = await askedAtReception(bench);
    await bench.act('withdrawDossier', { dossierId: gone }, player);
    expect((await answer(gone)).codes).toEqual(['ACTION_NOT_ALLOWED']);
  });

  it('to another request under one request id, and upon a version that is gone', async () => {
    const again = { requestId: requestId() };
    await answer(waiting, again);
    expect((await answer(waiting, { ...again, answers: {} })).codes).toEqual(['REQUEST_ID_REUSED']);
    const dossierId = await askedAtReception(bench);
    expect((await answer(dossierId, { expectedVersion: 1 })).codes).toEqual(['DOSSIER_CHANGED']);
    expect((await answer(dossierId, { expectedVersion: 2 })).codes).toEqual([]);
  });

  it('nobody else reads the officer’s words or the files', async () => {
    for (const viewer of [rival, stranger, police, otherGuest]) {
      expect((await see(bench, waiting, viewer)).at('dossier')).toBeNull();
    }
    expect((await see(bench, waiting, receiver)).at('dossier.supplementRequests.0.items.0.note')).toBe(photoAgain.note);
  });
});
