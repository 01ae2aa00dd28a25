import { requestCause, type Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import type { Challenge } from 'altcha-lib';
import {
  completeDraft,
  encode,
  openDossiersBench,
  player,
  requestId,
  startDraft,
  submitDraft,
  type DossiersBench,
} from './dossiers-bench.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
afterAll(() => bench.close());

const submit = (draftId: string, captcha: string, more: object = {}) =>
  bench.act('submitDossier', { draftId, captcha, ...more });
const idOf = 'submitDossier.dossier.id';

describe('an incomplete draft', () => {
  it('comes back with every problem, spends no captcha and takes no code', async () => {
    const draftId = (await startDraft(bench)).textAt('startDraft.draft.id');
    const captcha = await bench.solve();
    const refused = await submit(draftId, captcha);
    expect(refused.at('submitDossier')).toMatchObject({ dossier: null, nextSteps: [] });
    expect(refused.at('submitDossier.problems')).toContainEqual({ path: 'playerName', code: 'required' });
    expect(refused.at('submitDossier.problems')).toContainEqual({ path: 'photo', code: 'attachmentRequired' });
    expect(await database().collection('code_days').countDocuments({})).toBe(0);
    const complete = await completeDraft(bench);
    expect((await submit(complete, captcha)).codes).toEqual([]);
  });

  it('is what a draft is whose paper was taken away again', async () => {
    const draftId = await completeDraft(bench);
    const seen = await bench.ask('query ($id: ID!) { draft(id: $id) { attachments { id } } }', { id: draftId }, player);
    await bench.act('removeAttachment', { draftId, attachmentId: seen.textAt('draft.attachments.0.id') });
    const problems = (await submit(draftId, await bench.solve())).at('submitDossier.problems');
    expect(problems).toEqual([{ path: 'photo', code: 'attachmentRequired' }]);
  });
});

describe('the captcha', () => {
  let draftId = '';
  beforeAll(async () => {
    draftId = await completeDraft(bench);
  });

  it.each([
    ['nothing', ''],
    ['noise', '%%%'],
    ['no answer', encode({})],
    ['no JSON', Buffer.from('{').toString('base64')],
  ])('is wrong with %s', async (_, captcha) => {
    expect((await submit(draftId, captcha)).codes).toEqual(['CAPTCHA_WRONG']);
  });

  it('is wrong without the work, with another’s work, or for a challenge of one’s own making', async () => {
    const solved = await decode(await bench.solve());
    const other = await decode(await bench.solve());
    const own = { ...solved.challenge, parameters: { ...solved.challenge.parameters, cost: 1 } };
    const later = { ...solved.challenge, parameters: { ...solved.challenge.parameters, expiresAt: 4_000_000_000 } };
    const forged = [
      { ...solved, solution: { counter: 0, derivedKey: '00', time: 1 } },
      { ...solved, solution: other.solution },
      { ...solved, challenge: own },
      { ...solved, challenge: later },
      { ...solved, challenge: { parameters: solved.challenge.parameters } },
    ];
    for (const answer of forged) expect((await submit(draftId, encode(answer))).codes).toEqual(['CAPTCHA_WRONG']);
  });

  it('is spent once, however it is written', async () => {
    const captcha = await bench.solve();
    expect((await submit(await completeDraft(bench), captcha)).codes).toEqual([]);
    const { challenge, solution } = await decode(captcha);
    const rewritten = Buffer.from(JSON.stringify({ solution, challenge }, null, 1)).toString('base64');
    for (const again of [captcha, rewritten]) expect((await submit(draftId, again)).codes).toEqual(['CAPTCHA_USED']);
    expect((await submit(draftId, await bench.solve())).codes).toEqual([]);
  });
});

describe('submitting twice', () => {
  it('with one request is one dossier, at once and later', async () => {
    const draftId = await completeDraft(bench);
    const request = { requestId: requestId() };
    const captcha = await bench.solve();
    const answers = await Promise.all([1, 2, 3].map(() => submit(draftId, captcha, request)));
    const later = await submit(draftId, captcha, request);
    expect(new Set([...answers, later].map((answer) => answer.textAt(idOf))).size).toBe(1);
    expect((await submit(draftId, await bench.solve(), request)).codes).toEqual(['REQUEST_ID_REUSED']);
    await bench.said(later.textAt(idOf), 'dossier.submitted');
    expect(bench.seen('dossier.v1').filter(({ key }) => key === later.textAt(idOf))).toHaveLength(1);
  });

  it('with two requests at once is one dossier and one refusal', async () => {
    const draftId = await completeDraft(bench);
    const captchas = await Promise.all([bench.solve(), bench.solve()]);
    const answers = await Promise.all(captchas.map((captcha) => submit(draftId, captcha)));
    expect(answers.map(({ codes }) => codes).sort()).toEqual([[], ['DRAFT_ALREADY_SUBMITTED']]);
    expect((await submit(draftId, await bench.solve())).codes).toEqual(['DRAFT_ALREADY_SUBMITTED']);
    expect((await bench.act('saveAnswers', { draftId, answers: {} })).codes).toEqual(['DRAFT_ALREADY_SUBMITTED']);
  });
});

describe('codes', () => {
  it('are unique and without gaps when twelve submit at once', async () => {
    bench.clock.set('2026-11-25T03:00:00Z');
    const drafts = await Promise.all(Array.from({ length: 12 }, () => completeDraft(bench)));
    const captchas = await Promise.all(drafts.map(() => bench.solve()));
    const answers = await Promise.all(drafts.map((draftId, n) => submit(draftId, captchas[n] ?? '')));
    expect(answers.flatMap(({ codes }) => codes)).toEqual([]);
    const codes = answers.map((answer) => answer.textAt('submitDossier.dossier.code')).sort();
    expect(codes).toEqual(Array.from({ length: 12 }, (_, n) => `H26.153-261125-${String(n + 1).padStart(4, '0')}`));
  }, 30_000);

  it('begin anew with the day in Vietnam', async () => {
    bench.clock.set('2026-11-25T17:30:00Z');
    const dossierId = await submitDraft(bench, await completeDraft(bench));
    const seen = await bench.ask('query ($id: ID!) { dossier(id: $id) { code } }', { id: dossierId }, player);
    expect(seen.at('dossier.code')).toBe('H26.153-261126-0001');
  });
});

describe('a submission that a crash cut off', () => {
  it('is finished by the same request, with the code it had', async () => {
    bench.clock.set('2026-11-27T03:00:00Z');
    const draftId = await completeDraft(bench);
    const input = { requestId: requestId(), draftId, captcha: await bench.solve() };
    const dossierId = await cutOff(draftId, player, input);
    await database()
      .collection<{ _id: string }>('code_days')
      .insertOne({ _id: 'H26.153-2026-11-27', last: 1, holders: [draftId] } as never);
    const answer = await bench.act('submitDossier', input);
    expect(answer.at('submitDossier.dossier')).toMatchObject({ id: dossierId, code: 'H26.153-261127-0001' });
  });

  it('is finished before anybody else is refused', async () => {
    const draftId = await completeDraft(bench);
    const dossierId = await cutOff(draftId, player, { requestId: 'lost' });
    expect((await submit(draftId, await bench.solve())).codes).toEqual(['DRAFT_ALREADY_SUBMITTED']);
    const seen = await bench.ask(
      'query ($id: ID!) { draft(id: $id) { dossier { id status } } }',
      { id: draftId },
      player,
    );
    expect(seen.at('draft.dossier')).toEqual({ id: dossierId, status: 'SUBMITTED' });
  });

  it('is finished by the timer when nobody comes back', async () => {
    const dossierId = await cutOff(await completeDraft(bench), player, { requestId: 'lost too' });
    bench.clock.set('2026-11-27T03:05:00Z');
    await bench.said(dossierId, 'dossier.submitted');
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

/** The draft as it stands when the process dies right after storing the intent. */
async function cutOff(draftId: string, viewer: Viewer, input: { readonly requestId: string }): Promise<string> {
  const at = bench.clock.now();
  const { id } = requestCause(viewer, input.requestId, input, at);
  const dossierId = `dos_${draftId.slice(4)}`;
  const submission = {
    requestId: id,
    dossierId,
    filedBy: 'player-1',
    language: 'vi',
    at,
    finished: false,
  };
  await database().collection<{ _id: string }>('drafts').updateOne({ _id: draftId }, { $set: { submission } });
  return dossierId;
}

interface Solved {
  readonly challenge: Challenge;
  readonly solution: object;
}

function decode(captcha: string): Promise<Solved> {
  return Promise.resolve(JSON.parse(Buffer.from(captcha, 'base64').toString()) as Solved);
}
