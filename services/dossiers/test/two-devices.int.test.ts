import { ProcedurePublished } from '@motcua/event-contracts';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import { tennisClub, tennisLists } from '../src/domain/tennis-club.fixture.js';
import {
  completeDraft,
  eventually,
  openDossiersBench,
  pdf,
  player,
  rival,
  startDraft,
  submitDraft,
} from './dossiers-bench.js';
import { requestId, type DossiersBench } from './dossiers-bench.js';
import { act, askFrom, fillAsGuest, guestOf, startAsGuest } from './guest-actions.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
afterAll(() => bench.close());

const owner = { viewer: player };
const read = 'query ($id: ID!) { draft(id: $id) { id revision answers newerVersion { id } procedureVersion { id } } }';
const newDraft = async () => (await startDraft(bench)).textAt('startDraft.draft.id');
const save = (draftId: string, answers: object, more: object = {}) =>
  act(bench, 'saveAnswers', { draftId, answers, ...more }, owner);

describe('two devices that save', () => {
  it('lose nothing: what one device did not see is refused to it, named, and nothing of it is stored', async () => {
    const draftId = await newDraft();
    await save(draftId, { playerName: 'A Mẫu', level: 'x' }, { expectedRevision: 1 });
    await save(draftId, { level: 'y' }, { expectedRevision: 2 });
    const other = await save(draftId, { level: 'z', cards: 1 }, { expectedRevision: 2 });
    expect(other.codes).toEqual(['DRAFT_CHANGED']);
    expect(other.errors[0]?.extensions['details']).toEqual({ revision: 3, fields: [{ field: 'level', revision: 3 }] });
    const seen = await askFrom(bench, read, { id: draftId }, owner);
    expect(seen.at('draft')).toMatchObject({ revision: 3, answers: { playerName: 'A Mẫu', level: 'y' } });
    // The same fields without the one that was refused, or with what stands there, go through.
    const merged = await save(draftId, { level: 'y', cards: 1 }, { expectedRevision: 1 });
    expect(merged.at('saveAnswers.draft.answers')).toEqual({ playerName: 'A Mẫu', level: 'y', cards: 1 });
    expect(merged.at('saveAnswers.replaced')).toEqual([]);
  });

  it('are told what they overwrote, and told again when the answer was lost', async () => {
    const draftId = await newDraft();
    await save(draftId, { level: 'x', cards: 1 });
    const input = { requestId: requestId() };
    const wanted = [
      { field: 'level', previous: 'x' },
      { field: 'cards', previous: 1 },
    ];
    const again = () => save(draftId, { level: 'z', cards: null, coached: 'yes' }, input);
    for (const saved of [await again(), await again()]) expect(saved.at('saveAnswers.replaced')).toEqual(wanted);
  });

  it('see chosen delivery as a change as well', async () => {
    const draftId = await newDraft();
    await bench.act('chooseDelivery', { draftId, method: 'POST' });
    const late = await save(draftId, { cardBy: '1' }, { expectedRevision: 1 });
    expect(late.errors[0]?.extensions['details']).toMatchObject({ fields: [{ field: 'cardBy', revision: 2 }] });
  });

  it('at once at one field: one of ten is taken, nine are told', async () => {
    const draftId = await newDraft();
    const saves = Array.from({ length: 10 }, (_, n) => save(draftId, { level: String(n) }, { expectedRevision: 1 }));
    const codes = (await Promise.all(saves)).map((answer) => answer.codes[0] ?? 'taken');
    expect(codes.filter((code) => code === 'taken')).toHaveLength(1);
    expect(codes.filter((code) => code === 'DRAFT_CHANGED')).toHaveLength(9);
  });
});

describe('a resume link', () => {
  const create = (draftId: string, more: object = {}) => act(bench, 'createResumeLink', { draftId, ...more }, owner);
  const resume = (resumeToken: string) => act(bench, 'resumeDraft', { resumeToken });

  it('opens the draft of a citizen on another device, which goes on with it', async () => {
    const draftId = await newDraft();
    const link = await create(draftId);
    const token = link.textAt('createResumeLink.resumeToken');
    expect(link.textAt('createResumeLink.url')).toBe(`https://portal.test/resume#${token}`);
    expect(token.length).toBeGreaterThanOrEqual(22);
    const resumed = await resume(token);
    expect(resumed.at('resumeDraft.draftId')).toBe(draftId);
    const viewer = await guestOf(bench, resumed.textAt('resumeDraft.access.token'));
    const saved = await act(bench, 'saveAnswers', { draftId, answers: { level: 'phone' } }, { viewer });
    expect(saved.codes).toEqual([]);
    const late = await save(draftId, { level: 'laptop' }, { expectedRevision: 2 });
    expect(late.codes).toEqual(['DRAFT_CHANGED']);
    expect((await askFrom(bench, read, { id: draftId }, owner)).at('draft.answers')).toEqual({ level: 'phone' });
    // Submitted from the other device it is still the citizen's dossier.
    await fillAsGuest(bench, { draftId, guest: viewer });
    const submitted = await act(bench, 'submitDossier', { draftId, captcha: await bench.solve() }, { viewer });
    const dossierId = submitted.textAt('submitDossier.dossier.id');
    const mine = await askFrom(bench, 'query ($id: ID!) { dossier(id: $id) { id } }', { id: dossierId }, owner);
    expect(mine.at('dossier.id')).toBe(dossierId);
    expect((await resume(token)).codes).toEqual(['ACCESS_REFUSED']);
  });

  it('is the same for the same request, ends with a newer one, and its token is stored nowhere', async () => {
    const draftId = await newDraft();
    const request = { requestId: requestId() };
    const [first, again] = [await create(draftId, request), await create(draftId, request)];
    const token = first.textAt('createResumeLink.resumeToken');
    expect(again.at('createResumeLink')).toEqual(first.at('createResumeLink'));
    const newer = (await create(draftId)).textAt('createResumeLink.resumeToken');
    expect((await resume(token)).codes).toEqual(['ACCESS_REFUSED']);
    expect((await resume(newer)).at('resumeDraft.draftId')).toBe(draftId);
    expect((await create(draftId, request)).codes).toEqual(['REQUEST_ID_REUSED']);
    expect(JSON.stringify(await (await database()).collection('drafts').find({}).toArray())).not.toContain(newer);
  });

  it('is refused in the same words when it is wrong, old, or of a draft that was thrown away', async () => {
    const [old, gone] = [await newDraft(), await newDraft()];
    const links = await Promise.all(
      [old, gone].map(async (id) => (await create(id)).textAt('createResumeLink.resumeToken')),
    );
    await act(bench, 'discardDraft', { draftId: gone }, owner);
    bench.clock.set('2026-11-30T05:00:01Z');
    const answers = await Promise.all([...links, 'never', ''].map(resume));
    expect([...new Set(answers.map(({ text }) => withoutTrace(text)))]).toEqual([answers[0]?.text]);
    expect(answers[0]?.codes).toEqual(['ACCESS_REFUSED']);
  });
});

describe('throwing a draft away', () => {
  it('takes its files and answers at once, and may be repeated', async () => {
    const draftId = await completeDraft(bench);
    const input = { draftId, requestId: requestId() };
    const answers = [await act(bench, 'discardDraft', input, owner), await act(bench, 'discardDraft', input, owner)];
    expect(answers.map((answer) => answer.at('discardDraft.draftId'))).toEqual([draftId, draftId]);
    expect((await askFrom(bench, read, { id: draftId }, owner)).at('draft')).toBeNull();
    expect(await (await database()).collection('papers.files').countDocuments({ 'metadata.cameFor': draftId })).toBe(0);
    const later = await Promise.all([
      act(bench, 'discardDraft', { draftId }, owner),
      save(draftId, { level: 'x' }),
      act(bench, 'submitDossier', { draftId, captcha: 'x' }, owner),
      bench.upload({ draftId, paper: 'photo' }, pdf),
      act(bench, 'discardDraft', input, { viewer: rival }),
    ]);
    expect(later.map(({ codes }) => codes)).toEqual(later.map(() => ['DRAFT_NOT_FOUND']));
    const list = await askFrom(bench, '{ myDrafts(first: 100) { nodes { id } } }', {}, owner);
    expect(JSON.stringify(list.data)).not.toContain(draftId);
    expect((await act(bench, 'discardDraft', { ...input, draftId: await newDraft() }, owner)).codes).toEqual([
      'REQUEST_ID_REUSED',
    ]);
  });

  it('is refused once it was submitted, and one of both wins at the same moment', async () => {
    const submitted = await completeDraft(bench);
    await submitDraft(bench, submitted);
    expect((await act(bench, 'discardDraft', { draftId: submitted }, owner)).codes).toEqual([
      'DRAFT_ALREADY_SUBMITTED',
    ]);
    const draftId = await completeDraft(bench);
    const captcha = await bench.solve();
    const [sent, thrown] = await Promise.all([
      act(bench, 'submitDossier', { draftId, captcha }, owner),
      act(bench, 'discardDraft', { draftId }, owner),
    ]);
    expect([sent.codes.length, thrown.codes.length].sort()).toEqual([0, 1]);
  });

  it('leaves nothing to start it again with the request that started it', async () => {
    const { draftId, guest } = await startAsGuest(bench);
    await act(bench, 'discardDraft', { draftId }, { viewer: guest });
    bench.clock.set('2026-12-02T06:00:00Z');
    await eventually(
      'the row to go',
      async () => (await (await database()).collection('drafts').countDocuments({ _id: draftId as never })) === 0,
    );
  });
});

describe('a newer version', () => {
  it('is told, adopted once it is in force, and judges the answers that stay', async () => {
    const draftId = await newDraft();
    const answers = { playerName: 'A Mẫu', oddity: 'kept' };
    await save(draftId, answers);
    await publishVersion(2, '2026-12-20');
    expect((await act(bench, 'adoptNewVersion', { draftId }, owner)).codes).toEqual(['NO_NEWER_VERSION']);
    bench.clock.set('2026-12-20T05:00:00Z');
    await eventually('the version to be told', async () => {
      const seen = await askFrom(bench, read, { id: draftId }, owner);
      return seen.at('draft.newerVersion.id') === 'prv_9.000001@2';
    });
    const pinned = await askFrom(bench, read, { id: draftId }, owner);
    expect(pinned.at('draft.procedureVersion.id')).toBe('prv_9.000001@1');
    const input = { draftId, requestId: requestId() };
    const adopted = await act(bench, 'adoptNewVersion', input, owner);
    expect(adopted.at('adoptNewVersion.draft')).toMatchObject({ answers, newerVersion: null });
    expect(adopted.at('adoptNewVersion.draft.readiness.problems')).toContainEqual({ path: 'oddity', code: 'type' });
    expect((await act(bench, 'adoptNewVersion', input, owner)).codes).toEqual([]);
    expect((await act(bench, 'adoptNewVersion', { draftId }, owner)).codes).toEqual(['NO_NEWER_VERSION']);
  });
});

/** With one more field, a number. */
async function publishVersion(version: number, effectiveFrom: string): Promise<void> {
  const [section] = tennisClub.form.sections;
  const oddity = { key: 'oddity', labelVi: 'oddity (vi)', labelEn: 'oddity', type: 'number', required: false };
  const form = { sections: [{ ...section, fields: [...(section?.fields ?? []), oddity] }] };
  const about = { procedureId: 'prc_9.000001', code: '9.000001', version, effectiveFrom };
  const definition = { ...tennisClub, version, effectiveFrom, form };
  const data = { ...about, publishedAt: '2026-11-01T02:00:00.000Z', definition, ...tennisLists };
  await bench.publishTwice(ProcedurePublished, data, {
    id: `prc_9.000001/${String(version)}`,
    key: `9.000001@${String(version)}`,
  });
}

function withoutTrace(text: string): string {
  return text.replace(/"traceId":"[^"]*"/, '');
}

async function database() {
  return databaseOf(await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log));
}
