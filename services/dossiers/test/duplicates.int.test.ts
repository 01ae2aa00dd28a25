import type { Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import { closeDossier } from './closed-dossier.js';
import {
  completeDraft,
  leader,
  openDossiersBench,
  player,
  police,
  processor,
  receiver,
  rival,
  startDraft,
  stranger,
  submitDraft,
  type DossiersBench,
} from './dossiers-bench.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
afterAll(() => bench.close());

/** Somebody no other test of this file is about. */
let people = 0;
function somebody() {
  people += 1;
  const digit = String(people).padStart(2, '0');
  return { playerName: `Hồ Thị Đôi ${'Mẫu '.repeat(people).trim()}`, playerPhone: `09000011${digit}` };
}

async function file(viewer: Viewer, person: object): Promise<string> {
  return submitDraft(bench, await completeDraft(bench, viewer, person), viewer);
}

async function duplicatesOf(dossierId: string, viewer: Viewer = receiver): Promise<unknown> {
  const document = 'query ($id: ID!) { dossier(id: $id) { possibleDuplicates { id } } }';
  const found = (await bench.ask(document, { id: dossierId }, viewer)).at('dossier.possibleDuplicates');
  return Array.isArray(found) ? found.map((one: { id: string }) => one.id) : found;
}

async function queue(filter: object, viewer: Viewer = receiver, page: object = { first: 50 }) {
  const document = `query ($filter: DeskQueueFilter, $first: Int!, $after: String) {
    deskQueue(filter: $filter, first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
  const answer = await bench.ask(document, { filter, ...page }, viewer);
  const nodes = answer.at('deskQueue.nodes');
  const ids = Array.isArray(nodes) ? nodes.map((one: { id: string }) => one.id) : [];
  return { ids, pageInfo: answer.at('deskQueue.pageInfo'), codes: answer.codes };
}

const similarTo = async (draftId: string, viewer: Viewer) =>
  (await bench.ask('query ($id: ID!) { draft(id: $id) { similarDossiers { id } } }', { id: draftId }, viewer)).at(
    'draft.similarDossiers',
  );

describe('filing the same again', () => {
  it('is shown to the one who does it, on the draft, and stands in nobody’s way', async () => {
    const person = somebody();
    const first = await file(player, person);
    const draftId = await completeDraft(bench, player, { ...person, playerName: person.playerName.toUpperCase() });
    expect(await similarTo(draftId, player)).toEqual([{ id: first }]);
    const second = await submitDraft(bench, draftId);
    expect(second).toMatch(/^dos_/);
    expect(await similarTo(draftId, player)).toEqual([{ id: first }]);
  });

  it('shows nobody another applicant’s dossier', async () => {
    const person = somebody();
    const theirs = await file(rival, person);
    const draftId = await completeDraft(bench, player, person);
    expect(await similarTo(draftId, player)).toEqual([]);
    const mine = await submitDraft(bench, draftId);
    expect(await duplicatesOf(mine)).toEqual([theirs]);
    expect(await duplicatesOf(mine, player)).toBeNull();
    expect(await duplicatesOf(theirs, rival)).toBeNull();
  });

  it('is nothing while no name and birth are answered', async () => {
    const draftId = (await startDraft(bench)).textAt('startDraft.draft.id');
    expect(await similarTo(draftId, player)).toEqual([]);
  });
});

describe('possible duplicates', () => {
  it('are shown to the office on both sides, and to no agency', async () => {
    const person = somebody();
    const [one, other] = [await file(player, person), await file(rival, person)];
    for (const viewer of [receiver, processor, leader]) {
      expect([await duplicatesOf(one, viewer), await duplicatesOf(other, viewer)]).toEqual([[other], [one]]);
    }
    await bench.act('receiveDossier', { dossierId: one }, receiver);
    for (const stepKey of ['appraise', 'notify'])
      await bench.act('completeStep', { dossierId: one, stepKey }, processor);
    expect(await duplicatesOf(one, police)).toBeNull();
    expect(await duplicatesOf(one, stranger)).toBeUndefined();
  });

  it('are found by the desk, both sides, page by page, when the two are filed at once', async () => {
    const person = somebody();
    const drafts = await Promise.all([1, 2, 3].map(() => completeDraft(bench, player, person)));
    const filed = (await Promise.all(drafts.map((draftId) => submitDraft(bench, draftId)))).sort();
    await file(player, somebody());
    const wanted = { possibleDuplicate: true, person: person.playerPhone };
    expect((await queue(wanted)).ids).toEqual(filed);
    const all = (await queue({ possibleDuplicate: true })).ids;
    expect(all).toEqual(expect.arrayContaining(filed));
    expect((await queue({ possibleDuplicate: true }, stranger)).ids).toEqual([]);
    const paged: string[] = [];
    for (let after: unknown = null; ;) {
      const { ids, pageInfo } = await queue({ possibleDuplicate: true }, receiver, { first: 2, after });
      paged.push(...ids);
      const { hasNextPage, endCursor } = Object(pageInfo) as { hasNextPage: boolean; endCursor: string };
      if (!hasNextPage) break;
      after = endCursor;
    }
    expect(paged).toEqual(all);
  });

  it('are no duplicates once one of the two is at its end', async () => {
    const person = somebody();
    const [ended, goesOn] = [await file(player, person), await file(player, person)];
    await closeDossier(bench, ended);
    expect([await duplicatesOf(ended), await duplicatesOf(goesOn)]).toEqual([[], []]);
    const wanted = { possibleDuplicate: true, person: person.playerPhone, status: ['SUBMITTED', 'CLOSED'] };
    expect((await queue(wanted)).ids).toEqual([]);
    expect(await similarTo(await completeDraft(bench, player, person), player)).toEqual([{ id: goesOn }]);
    const again = await file(player, person);
    expect((await queue(wanted)).ids).toEqual([goesOn, again].sort());
  }, 30_000);

  it('are noted when a crash cut the submission off before', async () => {
    const person = somebody();
    const [one, other] = [await file(player, person), await file(player, person)];
    const connection = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
    const rows = databaseOf(connection).collection<{ _id: string }>('look_alikes');
    await rows.deleteMany({ _id: { $in: [one, other] } });
    const draft = { 'submission.dossierId': other };
    await databaseOf(connection)
      .collection('drafts')
      .updateOne(draft, { $set: { 'submission.finished': false } });
    bench.clock.set(new Date(bench.clock.now().getTime() + 60_000).toISOString());
    const wanted = { possibleDuplicate: true, person: person.playerPhone };
    const deadline = Date.now() + 15_000;
    while ((await queue(wanted)).ids.length < 2 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect((await queue(wanted)).ids).toEqual([one, other].sort());
  }, 30_000);
});

describe('a person', () => {
  it('is found by their phone number however it is typed, in the officer’s own office', async () => {
    const person = somebody();
    const filed = await file(rival, person);
    const bare = person.playerPhone.slice(1);
    for (const typed of [person.playerPhone, `+84 ${bare}`, `0084${bare}`, `0.${bare}`]) {
      expect([typed, (await queue({ person: typed })).ids]).toEqual([typed, [filed]]);
    }
    expect((await queue({ person: person.playerPhone }, stranger)).ids).toEqual([]);
    expect((await queue({ person: person.playerPhone, status: ['CLOSED'] })).ids).toEqual([]);
  });

  it('is not found by part of a number, a name, or nothing', async () => {
    const person = somebody();
    await file(rival, person);
    for (const typed of [person.playerPhone.slice(0, 8), person.playerName, '', '%', 'x'.repeat(10_000)]) {
      expect([typed.slice(0, 20), await queue({ person: typed })]).toMatchObject([
        typed.slice(0, 20),
        { ids: [], codes: [] },
      ]);
    }
  });

  it('is looked for by officers only', async () => {
    expect((await queue({ person: '0900000001' }, player)).codes).toEqual(['FORBIDDEN']);
    expect((await queue({ possibleDuplicate: true }, { kind: 'anonymous' })).codes).toEqual(['SIGN_IN_REQUIRED']);
  });
});
