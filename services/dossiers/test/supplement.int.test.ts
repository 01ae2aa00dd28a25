import { openDossiersBench, police, processor, receiver, requestId, type DossiersBench } from './dossiers-bench.js';
import { guestOf, submitAsGuest } from './guest-actions.js';
import {
  answerBoth,
  askedAtReception,
  askedInProcessing,
  attach,
  betterPhoto,
  levelAgain,
  photoAgain,
  see,
} from './supplements.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
afterAll(() => bench.close());

describe('asking for more before a dossier is received', () => {
  it('issues slip 02, tells the applicant field by field and paper by paper, and others no words', async () => {
    const dossierId = await askedAtReception(bench);
    const seen = await see(bench, dossierId);
    expect(seen.at('dossier')).toMatchObject({
      ...{ status: 'AWAITING_SUPPLEMENT', supplementStage: 'RECEPTION', nationalStatus: 5, clock: null },
      ...{ availableActions: ['ANSWER_SUPPLEMENT', 'WITHDRAW'], slips: [{ form: '02' }] },
    });
    expect(seen.at('dossier.supplementRequests.0')).toMatchObject({
      ...{ id: dossierId.replace('dos_', 'sup_') + '.1', stage: 'RECEPTION', files: [], answeredAt: null, dueAt: null },
      slipNumber: seen.at('dossier.slips.0.number'),
      items: [
        {
          ...photoAgain,
          name: { vi: 'photo (vi)', en: 'photo' },
          reason: { vi: 'Bản chụp mờ, không đọc được', en: 'The copy cannot be read' },
        },
        { ...levelAgain, name: { vi: 'level (vi)', en: 'level' }, reason: { en: 'It is not right' }, note: null },
      ],
    });
    const { data, raw } = await bench.said(dossierId, 'dossier.supplement-requested');
    const told = [photoAgain, levelAgain].map(({ subject, key, reasonCode }) => ({ subject, key, reasonCode }));
    expect(data['items']).toEqual(told);
    expect(raw).not.toContain('Bóng');
  });

  it('lets an office use a reason of its own', async () => {
    const dossierId = await askedAtReception(bench, [{ ...levelAgain, reasonCode: 'CLUB_RULE_7' }]);
    expect((await see(bench, dossierId)).at('dossier.supplementRequests.0.items.0')).toMatchObject({
      ...{ reasonCode: 'CLUB_RULE_7', reason: { vi: 'Lý do khác (CLUB_RULE_7)', en: 'Another reason (CLUB_RULE_7)' } },
    });
  });

  it('is answered item by item: what is still missing is told at once, and nothing is kept', async () => {
    const dossierId = await askedAtReception(bench);
    const before = (await see(bench, dossierId)).at('dossier');
    const nothing = await bench.act('answerSupplement', { dossierId });
    expect(nothing.at('answerSupplement')).toEqual({
      dossier: null,
      problems: ['photo', 'level'].map((path) => ({ path, code: 'supplementNotAnswered' })),
    });
    const half = await bench.act('answerSupplement', { dossierId, answers: { level: 7 } });
    expect(half.at('answerSupplement.problems')).toEqual([
      { path: 'photo', code: 'supplementNotAnswered' },
      { path: 'level', code: 'type' },
    ]);
    expect((await see(bench, dossierId)).at('dossier')).toEqual(before);
  });

  it('goes on with the answer: new papers in place of old ones, new answers, and the desk looks again', async () => {
    const dossierId = await askedAtReception(bench);
    const answered = await answerBoth(bench, dossierId);
    expect(answered.at('answerSupplement.problems')).toEqual([]);
    expect(answered.at('answerSupplement.dossier')).toMatchObject({ status: 'SUBMITTED', nationalStatus: 1 });
    const seen = await see(bench, dossierId, receiver);
    expect(seen.at('dossier')).toMatchObject({
      answers: { level: 'champion', playerName: 'Nguyễn Văn Bóng Mẫu' },
      attachments: [
        { paper: 'medicalNote', fileName: 'ảnh thẻ.pdf' },
        { paper: 'photo', fileName: 'ảnh rõ.pdf' },
      ],
      supplementRequests: [{ answeredAt: bench.clock.now().toISOString(), dueAt: null, files: [] }],
    });
    const file = await fetch(new URL(seen.textAt('dossier.attachments.1.downloadPath'), bench.url));
    expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(betterPhoto.bytes))).toBe(true);
    const { data } = await bench.said(dossierId, 'dossier.supplemented');
    expect(data).toMatchObject({ feeTotalVnd: 66_000, fees: [{ key: 'joining' }, { key: 'card' }] });
    expect((await bench.act('receiveDossier', { dossierId }, receiver)).at('receiveDossier.dossier.status')).toBe(
      'PROCESSING',
    );
  });

  it('changes fees and steps with the answers', async () => {
    const more = [
      { subject: 'FIELD', key: 'cards', reasonCode: 'WRONG_VALUE' },
      { subject: 'FIELD', key: 'coached', reasonCode: 'WRONG_VALUE' },
    ] as const;
    const dossierId = await askedAtReception(bench, more);
    const answers = { cards: 5, coached: 'no' };
    expect((await bench.act('answerSupplement', { dossierId, answers })).at('answerSupplement.problems')).toEqual([]);
    const seen = await see(bench, dossierId);
    expect(seen.at('dossier.fees')).toContainEqual({ key: 'card', quantity: 5, totalVnd: 40_000 });
    expect(JSON.stringify(seen.at('dossier.steps'))).not.toContain('insurePlayer');
    expect((await bench.said(dossierId, 'dossier.supplemented')).data).toMatchObject({ feeTotalVnd: 90_000 });
  });

  it('takes what hangs on an answer with it', async () => {
    const dossierId = await askedAtReception(bench, [
      { subject: 'FIELD', key: 'coached', reasonCode: 'CONTRADICTORY' },
    ]);
    expect((await attach(bench, dossierId, { paper: 'photo' })).codes).toEqual(['NOT_ASKED_FOR']);
    expect((await attach(bench, dossierId, { paper: 'medicalNote' })).codes).toEqual([]);
    const answered = await bench.act('answerSupplement', { dossierId, answers: { coached: 'yes' } });
    expect(answered.at('answerSupplement.problems')).toEqual([]);
    expect((await see(bench, dossierId)).at('dossier.attachments')).toMatchObject([
      { paper: 'photo', fileName: 'ảnh thẻ.pdf' },
      { paper: 'medicalNote', fileName: 'ảnh rõ.pdf' },
    ]);
  });
});

describe('asking for more while a dossier is worked on', () => {
  it('pauses the clock, and an agency at work learns nothing of it', async () => {
    const dossierId = await askedInProcessing(bench);
    expect((await see(bench, dossierId)).at('dossier')).toMatchObject({
      ...{ status: 'AWAITING_SUPPLEMENT', supplementStage: 'PROCESSING', clock: { state: 'PAUSED' } },
      supplementRequests: [{ previousDueAt: '2026-12-01T10:00:00.000Z' }],
    });
    await bench.act('answerSupplement', { dossierId, answers: { level: 'x' } });
    await answerBoth(bench, dossierId);
    for (const stepKey of ['appraise', 'notify']) await bench.act('completeStep', { dossierId, stepKey }, processor);
    const seen = await see(bench, dossierId, police);
    expect(seen.at('dossier.supplementRequests')).toEqual([]);
    expect(seen.at('dossier.answers')).toEqual({ playerName: 'Nguyễn Văn Bóng Mẫu', level: 'champion' });
    expect(seen.at('dossier.applicant.name')).not.toBe('Nguyễn Văn Bóng Mẫu');
  });

  it('is answered by somebody without an account, and by the desk on their behalf', async () => {
    const { dossierId, accessToken } = await submitAsGuest(bench);
    const guest = await guestOf(bench, accessToken);
    const items = [photoAgain, levelAgain];
    await bench.act('requestSupplement', { dossierId, items }, receiver);
    const input = { dossierId, requestId: requestId(), answers: { level: 'champion' } };
    await attach(bench, dossierId, { viewer: guest });
    const shown = await see(bench, dossierId, receiver);
    expect(shown.at('dossier.supplementRequests.0.files')).toMatchObject([
      { paper: 'photo', fileName: 'ảnh rõ.pdf', state: 'CLEAN', downloadPath: expect.any(String) as unknown },
    ]);
    const accesses = await bench.ask(
      'query ($id: ID!) { dossier(id: $id) { accesses { who purpose } } }',
      { id: dossierId },
      guest,
    );
    expect(accesses.at('dossier.accesses')).toContainEqual({ who: 'receiver-1', purpose: 'SUPPLEMENT' });
    const answers = [
      await bench.act('answerSupplement', input, receiver),
      await bench.act('answerSupplement', input, receiver),
    ];
    for (const answer of answers) {
      expect([answer.codes, answer.at('answerSupplement.dossier.status')]).toEqual([[], 'SUBMITTED']);
    }
    const types = (await see(bench, dossierId, guest)).at('dossier.timeline') as readonly { type: string }[];
    expect(types.filter(({ type }) => type === 'SupplementAnswered')).toHaveLength(1);
  });
});
