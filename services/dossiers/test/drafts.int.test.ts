import type { Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import { ProcedurePublished } from '@motcua/event-contracts';
import { tennisAnswers, tennisClub, tennisLists } from '../src/domain/tennis-club.fixture.js';
import {
  completeDraft,
  eventually,
  leader,
  openDossiersBench,
  player,
  police,
  processor,
  receiver,
  requestId,
  rival,
  startDraft,
  submitDraft,
  type DossiersBench,
} from './dossiers-bench.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
afterAll(() => bench.close());

const anonymous: Viewer = { kind: 'anonymous' };
const read = `query ($id: ID!) { draft(id: $id) { revision answers readiness { ready problems { path code } } } }`;

describe('starting a draft', () => {
  it.each([
    ['UNKNOWN_PROCEDURE', { procedureCode: '9.999999' }],
    ['UNKNOWN_PROCEDURE', { procedureCode: '__proto__' }],
    ['UNKNOWN_OFFICE', { officeId: 'off_nowhere' }],
    ['UNKNOWN_OFFICE', { officeId: 'cal_vn' }],
  ])('is refused with %s', async (code, input) => {
    expect((await startDraft(bench, player, input)).codes).toEqual([code]);
  });

  it('is refused for a procedure filed at the desk, and for a version not in force yet', async () => {
    await publishVersion('9.000002', { serviceLevel: 2 });
    await publishVersion('9.000003', { effectiveFrom: '2027-01-01' });
    const codeOf = async (procedureCode: string) => (await startDraft(bench, player, { procedureCode })).codes[0];
    await eventually('both to be heard', async () => (await codeOf('9.000002')) === 'PROCEDURE_NOT_FILED_ONLINE');
    expect(await codeOf('9.000003')).toBe('UNKNOWN_PROCEDURE');
  });

  it('twice with one request id starts one draft; for something else it is refused', async () => {
    const request = { requestId: requestId() };
    const [first, second] = await Promise.all([startDraft(bench, player, request), startDraft(bench, player, request)]);
    expect(second.textAt('startDraft.draft.id')).toBe(first.textAt('startDraft.draft.id'));
    const reused = await startDraft(bench, player, { ...request, officeId: 'off_nowhere' });
    expect(reused.codes).toEqual(['REQUEST_ID_REUSED']);
    // Another citizen's request ids are their own.
    expect((await startDraft(bench, rival, request)).textAt('startDraft.draft.id')).not.toBe(
      first.textAt('startDraft.draft.id'),
    );
  });
});

describe('saving answers', () => {
  it('keeps what is wrong and says so, all at once', async () => {
    const draftId = await newDraft();
    const answers = { ...tennisAnswers, cards: 'two', coached: ['yes'], bornOn: '2020-01-01', serve: 1, playerName: 7 };
    const saved = await bench.act('saveAnswers', { draftId, answers });
    expect(saved.at('saveAnswers.draft.answers')).toEqual(answers);
    const problems = saved.at('saveAnswers.draft.readiness.problems');
    expect(problems).toEqual(
      expect.arrayContaining([
        { path: 'playerName', code: 'type' },
        { path: 'cards', code: 'type' },
        { path: 'coached', code: 'type' },
        { path: 'bornOn', code: 'rule:oldEnough' },
        { path: 'serve', code: 'unknownField' },
        { path: 'photo', code: 'attachmentRequired' },
      ]),
    );
  });

  it('merges, and takes back by null', async () => {
    const draftId = await newDraft();
    await bench.act('saveAnswers', { draftId, answers: { playerName: 'A Mẫu', level: 'x' } });
    const saved = await bench.act('saveAnswers', { draftId, answers: { level: null, cards: 1 } });
    expect(saved.at('saveAnswers.draft.answers')).toEqual({ playerName: 'A Mẫu', cards: 1 });
  });

  it.each([
    ['ANSWERS_NOT_AN_OBJECT', []],
    ['ANSWERS_NOT_AN_OBJECT', 'text'],
    ['ANSWERS_NOT_AN_OBJECT', 7],
  ])('is refused with %s for %j', async (code, answers) => {
    expect((await bench.act('saveAnswers', { draftId: await newDraft(), answers })).codes).toEqual([code]);
  });

  it('refuses names that reach into prototypes, and too much, and stores nothing of it', async () => {
    const draftId = await newDraft();
    const polluted = JSON.parse('{"__proto__":{"admin":true}}') as object;
    for (const answers of [polluted, { a: JSON.parse('{"constructor":{"prototype":{"admin":1}}}') as object }]) {
      const refused = await bench.act('saveAnswers', { draftId, answers });
      expect(refused.codes.length + (refused.status === 200 ? 0 : 1)).toBeGreaterThan(0);
    }
    await bench.act('saveAnswers', { draftId, answers: { level: 'x'.repeat(60_000) } });
    const tooMuch = await bench.act('saveAnswers', { draftId, answers: { playerName: 'y'.repeat(60_000) } });
    expect(tooMuch.codes).toEqual(['ANSWERS_TOO_LARGE']);
    const seen = await bench.ask(read, { id: draftId }, player);
    expect(keysOf(seen.at('draft.answers'))).toEqual(['level']);
    expect('admin' in {}).toBe(false);
  });

  it('notices another device, and a repeated request does not', async () => {
    const draftId = await newDraft();
    const input = { requestId: requestId(), draftId, answers: { level: 'a' }, expectedRevision: 1 };
    expect((await bench.act('saveAnswers', input)).at('saveAnswers.draft.revision')).toBe(2);
    expect((await bench.act('saveAnswers', input)).at('saveAnswers.draft.revision')).toBe(2);
    const other = { ...input, answers: { level: 'c' }, requestId: requestId() };
    expect((await bench.act('saveAnswers', other)).codes).toEqual(['DRAFT_CHANGED']);
    const reused = await bench.act('saveAnswers', { ...input, answers: { level: 'b' } });
    expect(reused.codes).toEqual(['REQUEST_ID_REUSED']);
  });

  it('loses nothing when ten devices save at once', async () => {
    const draftId = await newDraft();
    const keys = Array.from({ length: 10 }, (_, n) => `field${String(n)}`);
    const saved = await Promise.all(keys.map((key) => bench.act('saveAnswers', { draftId, answers: { [key]: key } })));
    expect(saved.flatMap(({ codes }) => codes)).toEqual([]);
    const seen = await bench.ask(read, { id: draftId }, player);
    expect(keysOf(seen.at('draft.answers')).sort()).toEqual(keys);
    expect(seen.at('draft.revision')).toBe(11);
  });
});

describe('choosing how the result comes', () => {
  it('fills in the form, once, and refuses what the procedure does not offer', async () => {
    const draftId = await newDraft();
    const receiverInput = { name: 'B Mẫu', phone: '0900000002', address: tennisAnswers.toAddress };
    const posted = await bench.act('chooseDelivery', { draftId, method: 'POST', receiver: receiverInput });
    expect(posted.at('chooseDelivery.draft')).toMatchObject({
      deliveryMethod: 'POST',
      destinationProvinceCode: '01',
      answers: { cardBy: '2', toName: 'B Mẫu', toAddress: tennisAnswers.toAddress },
    });
    const fetched = await bench.act('chooseDelivery', { draftId, method: 'DESK' });
    expect(fetched.at('chooseDelivery.draft')).toMatchObject({
      deliveryMethod: 'DESK',
      destinationProvinceCode: null,
      answers: { cardBy: '1' },
    });
    expect((await bench.act('chooseDelivery', { draftId, method: 'ELECTRONIC' })).codes).toEqual([
      'DELIVERY_METHOD_NOT_OFFERED',
    ]);
  });
});

describe('whose draft it is', () => {
  const others: readonly (readonly [string, Viewer, string, string])[] = [
    ['another citizen', rival, 'DRAFT_NOT_FOUND', 'DRAFT_NOT_FOUND'],
    ['somebody not signed in', anonymous, 'SIGN_IN_REQUIRED', 'SIGN_IN_REQUIRED'],
    // They have drafts of their own, of what they file at the desk; online they file nothing.
    ['an officer who receives', receiver, 'DRAFT_NOT_FOUND', 'FORBIDDEN'],
    ['another officer', processor, 'FORBIDDEN', 'FORBIDDEN'],
    ['an agency', police, 'FORBIDDEN', 'FORBIDDEN'],
    ['an operator', { kind: 'operator', id: 'op' }, 'FORBIDDEN', 'FORBIDDEN'],
  ];

  it.each(others)('%s neither sees nor changes it', async (_, viewer, code, submitting) => {
    const draftId = await newDraft();
    expect((await bench.ask(read, { id: draftId }, viewer)).at('draft')).toBeNull();
    const refused = await Promise.all([
      bench.act('saveAnswers', { draftId, answers: {} }, viewer),
      bench.act('removeAttachment', { draftId, attachmentId: 'att_1' }, viewer),
      bench.act('chooseDelivery', { draftId, method: 'DESK' }, viewer),
      bench.act('submitDossier', { draftId, captcha: 'x' }, viewer),
    ]);
    expect(refused.map(({ codes }) => codes[0])).toEqual([code, code, code, submitting]);
    const entities = await bench.ask(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Draft { answers } } }`,
      { r: [{ __typename: 'Draft', id: draftId }] },
      viewer,
    );
    expect(entities.at('_entities.0')).toBeNull();
  });

  it('is listed for its owner, newest first, in pages', async () => {
    const owner: Viewer = { kind: 'citizen', id: 'collector' };
    for (const at of ['2026-11-23T05:01:00Z', '2026-11-23T05:02:00Z', '2026-11-23T05:03:00Z']) {
      bench.clock.set(at);
      await startDraft(bench, owner);
    }
    const page = `query ($first: Int!, $after: String) { myDrafts(first: $first, after: $after) { nodes { startedAt } pageInfo { hasNextPage endCursor } } }`;
    const first = await bench.ask(page, { first: 2 }, owner);
    const second = await bench.ask(page, { first: 2, after: first.at('myDrafts.pageInfo.endCursor') }, owner);
    expect(first.at('myDrafts.pageInfo.hasNextPage')).toBe(true);
    expect([0, 1].map((n) => first.at(`myDrafts.nodes.${String(n)}.startedAt`))).toEqual([
      '2026-11-23T05:03:00.000Z',
      '2026-11-23T05:02:00.000Z',
    ]);
    expect(second.at('myDrafts.nodes')).toEqual([{ startedAt: '2026-11-23T05:01:00.000Z' }]);
    const codes = async (variables: object, viewer: Viewer) => (await bench.ask(page, { ...variables }, viewer)).codes;
    expect(await codes({ first: 101 }, owner)).toEqual(['PAGE_SIZE_OUT_OF_RANGE']);
    expect(await codes({ first: 0 }, owner)).toEqual(['PAGE_SIZE_OUT_OF_RANGE']);
    expect(await codes({ first: 1, after: '{"$gt":""}' }, owner)).toEqual([]);
    expect(await Promise.all([anonymous, leader, processor].map((viewer) => codes({ first: 1 }, viewer)))).toEqual([
      ['SIGN_IN_REQUIRED'],
      ['FORBIDDEN'],
      ['FORBIDDEN'],
    ]);
  });
});

describe('the end of a draft', () => {
  it('comes thirty days after the last change, with its files; what became a dossier keeps its papers', async () => {
    const owner: Viewer = { kind: 'citizen', id: 'leaver' };
    const [kept, left] = [await completeDraft(bench, owner), await completeDraft(bench, owner)];
    await submitDraft(bench, kept, owner);
    const database = databaseOf(await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log));
    const filesOf = (draftId: string) =>
      database.collection('papers.files').countDocuments({ 'metadata.cameFor': draftId });
    expect(await Promise.all([filesOf(kept), filesOf(left)])).toEqual([2, 2]);
    bench.clock.set('2026-12-24T05:00:00Z');
    await eventually('both drafts to be erased', async () => {
      const answers = await Promise.all([kept, left].map((id) => bench.ask(read, { id }, owner)));
      return answers.every((answer) => answer.at('draft') === null);
    });
    expect(await Promise.all([filesOf(kept), filesOf(left)])).toEqual([2, 0]);
  });
});

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

async function newDraft(): Promise<string> {
  return (await startDraft(bench)).textAt('startDraft.draft.id');
}

function publishVersion(code: string, change: object): Promise<void> {
  const { optionSets, agencies } = tennisLists;
  const about = { procedureId: `prc_${code}`, code, version: 1, effectiveFrom: '2026-01-01' };
  const definition = { ...tennisClub, code, ...change };
  const data = { ...about, publishedAt: '2025-12-01T02:00:00.000Z', definition, optionSets, agencies };
  return bench.publishTwice(ProcedurePublished, data, { id: `prc_${code}/1`, key: `${code}@1` });
}
