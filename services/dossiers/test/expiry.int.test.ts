import { createOpener, type Viewer } from '@motcua/service-kit';
import { connectMongo, databaseOf } from '@motcua/service-kit/mongo';
import type { SeenEvent } from '@motcua/service-kit/testing';
import { tennisAnswers } from '../src/domain/tennis-club.fixture.js';
import { eventually, openDossiersBench, startDraft, type DossiersBench } from './dossiers-bench.js';
import { act, askFrom, guestOf } from './guest-actions.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
afterAll(() => bench.close());

const dayMs = 86_400_000;
const owner = (name: string): Viewer => ({ kind: 'citizen', id: name });
const told = (draftId: string): readonly SeenEvent[] => bench.seen('draft.v1').filter(({ key }) => key === draftId);
const contact = { playerName: tennisAnswers.playerName, playerPhone: '0900000077' };

describe('three days before a draft is erased', () => {
  it('its owner is told once, with a link that opens it, whatever is cut off or repeated', async () => {
    const viewer = owner('told');
    const draftId = await draftWith(viewer, { ...contact, playerEmail: 'bong077@example.com' });
    const { expiresAt } = await rowOf(draftId);
    passTo(expiresAt, -3 * dayMs - 1_000);
    await everybodyLooked();
    expect(told(draftId)).toEqual([]);
    passTo(expiresAt, -3 * dayMs + 1_000);
    const event = await heard(draftId);
    expect(event.data).toMatchObject({
      draftId,
      procedureCode: '9.000001',
      officeId: 'off_club',
      expiresAt: expiresAt.toISOString(),
    });
    expect(event.raw).not.toMatch(/0900000077|bong077|resume#/);
    const sealed = await opened(event);
    expect(sealed).toMatchObject({
      name: contact.playerName,
      phone: '0900000077',
      email: 'bong077@example.com',
      language: 'vi',
    });
    const token = String(sealed['resumeUrl']).replace('https://portal.test/resume#', '');
    const resumed = await act(bench, 'resumeDraft', { resumeToken: token });
    expect(resumed.at('resumeDraft.draftId')).toBe(draftId);
    // As if the process had died right after the event was stored, and again with a second one beside it.
    await bench.restart();
    await (await drafts()).updateOne({ _id: draftId as never }, { $set: { reminded: false } });
    passTo(expiresAt, -2 * dayMs);
    await everybodyLooked();
    expect(told(draftId)).toHaveLength(1);
    expect((await act(bench, 'resumeDraft', { resumeToken: token })).codes).toEqual([]);
    // The guest of the link changes something: a new month, and another reminder at its end.
    const guest = await guestOf(bench, resumed.textAt('resumeDraft.access.token'));
    await act(bench, 'saveAnswers', { draftId, answers: { level: 'x' } }, { viewer: guest });
    passTo((await rowOf(draftId)).expiresAt, -dayMs);
    await eventually('the second reminder', () => Promise.resolve(told(draftId).length === 2));
  }, 30_000);

  it('nobody is told who left neither phone nor e-mail, or who submitted or threw it away', async () => {
    const viewer = owner('silent');
    const silent = await draftWith(viewer, { playerName: 'A Mẫu' });
    const gone = await draftWith(viewer, contact);
    const absurd = await draftWith(viewer, { playerPhone: '0'.repeat(5_000), playerEmail: ['x'] });
    await act(bench, 'discardDraft', { draftId: gone }, { viewer });
    passTo((await rowOf(silent)).expiresAt, -2 * dayMs);
    await everybodyLooked();
    expect([silent, gone, absurd].flatMap(told)).toEqual([]);
  });

  it('who left a phone alone is told without a link, and the link they have stays good', async () => {
    const viewer = owner('phone');
    const draftId = await draftWith(viewer, contact);
    const { expiresAt } = await rowOf(draftId);
    passTo(expiresAt, -5 * dayMs);
    const link = await act(bench, 'createResumeLink', { draftId }, { viewer });
    const again = (await rowOf(draftId)).expiresAt;
    await (await drafts()).updateOne({ _id: draftId as never }, { $set: { expiresAt } });
    expect(again.getTime()).toBeGreaterThan(expiresAt.getTime());
    passTo(expiresAt, -2 * dayMs);
    expect(await opened(await heard(draftId))).toEqual({ ...wanted, language: 'vi', email: null, resumeUrl: null });
    const resumeToken = link.textAt('createResumeLink.resumeToken');
    expect((await act(bench, 'resumeDraft', { resumeToken })).at('resumeDraft.draftId')).toBe(draftId);
  });

  it('the draft is erased in the end, and with it what was kept of the reminder', async () => {
    const viewer = owner('erased');
    const draftId = await draftWith(viewer, contact);
    const { expiresAt } = await rowOf(draftId);
    const before = await looks();
    passTo(expiresAt, -dayMs);
    await heard(draftId);
    // Both replicas are through with it: between their looks and the erasure there is an hour elsewhere.
    await eventually('both replicas to have looked', async () => (await looks()) >= before + 2);
    passTo(expiresAt, 1_000);
    const [kept, notices] = [await drafts(), (await database()).collection('draft_notices')];
    await eventually('both to be gone', async () => {
      const left = await Promise.all([kept, notices].map((rows) => rows.countDocuments({ _id: draftId as never })));
      bench.clock.set(new Date(bench.clock.now().getTime() + 1).toISOString());
      return left.every((count) => count === 0);
    });
    const seen = await askFrom(bench, 'query ($id: ID!) { draft(id: $id) { id } }', { id: draftId }, { viewer });
    expect(seen.at('draft')).toBeNull();
  });
});

const wanted = { name: contact.playerName, phone: contact.playerPhone };

async function draftWith(viewer: Viewer, answers: object): Promise<string> {
  const draftId = (await startDraft(bench, viewer)).textAt('startDraft.draft.id');
  await act(bench, 'saveAnswers', { draftId, answers }, { viewer });
  return draftId;
}

function passTo(time: Date, byMs: number): void {
  bench.clock.set(new Date(time.getTime() + byMs).toISOString());
}

/** Each draft whose time has come was dealt with. */
async function everybodyLooked(): Promise<void> {
  const before = new Date(bench.clock.now().getTime() + 3 * dayMs);
  const due = { reminded: false, submission: null, discardedBy: null, expiresAt: { $lt: before } };
  await eventually('the timer', async () => (await (await drafts()).countDocuments(due)) === 0);
}

/** How often a replica has looked whom to remind. */
async function looks(): Promise<number> {
  const counted = await (await fetch(new URL('/metrics', bench.url))).text();
  return Number(/^motcua_timer_runs_total\{timer="remind of expiry",outcome="done"\} (\d+)$/m.exec(counted)?.[1] ?? 0);
}

function heard(draftId: string): Promise<SeenEvent> {
  return bench.waitFor('draft.v1', ({ key }) => key === draftId);
}

async function opened({ data }: SeenEvent): Promise<Readonly<Record<string, unknown>>> {
  const keys = bench.keys.sealingPrivateKeysOf('notifications');
  if (keys === undefined) throw new Error('nobody opens it');
  return { ...((await createOpener(keys).open(String(data['sealedContact']))) as object) };
}

async function rowOf(draftId: string): Promise<{ readonly expiresAt: Date }> {
  const row = await (await drafts()).findOne({ _id: draftId as never });
  if (row === null) throw new Error('there is no such draft');
  return { expiresAt: row['expiresAt'] as Date };
}

const drafts = async () => (await database()).collection('drafts');

async function database() {
  return databaseOf(await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log));
}
