import { filingAnswerDeadline } from '@motcua/vietnam';
import { deskAct, filedBy, queue, receiver2, somebody } from './desk-work.js';
import {
  leader,
  openDossiersBench,
  player,
  police,
  processor,
  receiver,
  stranger,
  type DossiersBench,
} from './dossiers-bench.js';

let bench: DossiersBench;
beforeAll(async () => {
  bench = await openDossiersBench();
}, 60_000);
afterAll(() => bench.close());

const later = (ms: number): string => new Date(bench.clock.now().getTime() + ms).toISOString();
const minuteMs = 60_000;

/** Some of one person's, filed a minute apart. */
async function several(count: number) {
  const person = somebody();
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push(await filedBy(bench, person));
    bench.clock.set(later(minuteMs));
  }
  return { person: person.playerPhone, ids };
}

/** Without papers to give back the desk is done with it at once. */
async function decline(dossierId: string): Promise<void> {
  await bench.act('proposeDecline', { dossierId, reasonCode: 'OUT_OF_SCOPE' }, receiver);
  const declined = await bench.act('declineDossier', { dossierId }, receiver2);
  expect([declined.codes, declined.at('declineDossier.dossier.status')]).toEqual([[], 'DECLINED']);
}

describe('the queue', () => {
  it('is read by role, by what somebody has, and by procedure', async () => {
    const { person, ids } = await several(3);
    const [waiting = '', received = '', mine = ''] = ids;
    await bench.act('receiveDossier', { dossierId: received }, receiver);
    await deskAct(bench, 'takeOverDossier', { dossierId: mine }, receiver);
    const found = async (filter: object, viewer = receiver) =>
      (await queue(bench, { filter: { person, ...filter } }, viewer)).ids;
    expect(await found({})).toEqual(ids);
    expect(await found({ role: 'RECEIVE' })).toEqual([waiting, mine]);
    expect(await found({ role: 'PROCESS' })).toEqual([received]);
    expect(await found({ role: 'LEAD' })).toEqual([]);
    expect(await found({ assignment: 'MINE' })).toEqual([mine]);
    expect(await found({ assignment: 'MINE' }, processor)).toEqual([]);
    expect(await found({ assignment: 'OTHERS' }, processor)).toEqual([mine]);
    expect(await found({ assignment: 'NOBODYS' })).toEqual([waiting, received]);
    expect(await found({ status: ['PROCESSING'] })).toEqual([received]);
    expect(await found({ status: ['SUBMITTED'], assignment: 'MINE', role: 'RECEIVE' })).toEqual([mine]);
    expect(await found({ procedureCode: ['9.000001', '9.000009'] })).toEqual(ids);
    expect(await found({ procedureCode: ['9.000009'] })).toEqual([]);
    expect(await found({ procedureCode: [] })).toEqual([]);
    expect(await found({ status: [] })).toEqual([]);
    expect(await found({}, stranger)).toEqual([]);
  });

  it('loses what the desk is done with, which is found by its status', async () => {
    const { person, ids } = await several(2);
    const [declined = '', stays = ''] = ids;
    await decline(declined);
    expect((await queue(bench, { filter: { person } })).ids).toEqual([stays]);
    expect((await queue(bench, { filter: { person, status: ['DECLINED', 'SUBMITTED'] } })).ids).toEqual(ids);
    expect((await queue(bench, { filter: { status: ['DECLINED'] }, orderBy: 'DUE' })).ids).toContain(declined);
    expect((await queue(bench, { filter: { status: ['DECLINED'] } }, stranger)).ids).toEqual([]);
  });

  it('tells what is late and what is in danger of it, at that moment', async () => {
    const { person, ids } = await several(1);
    const by = async (lateness: string) => (await queue(bench, { filter: { person, lateness } })).ids;
    expect([await by('ON_TIME'), await by('AT_RISK'), await by('LATE')]).toEqual([ids, [], []]);
    const { answerBy, atRiskFrom } = filingAnswerDeadline(new Date(later(-minuteMs)));
    bench.clock.set(atRiskFrom.toISOString());
    const due = async (dueBefore: Date) => (await queue(bench, { filter: { person, dueBefore } })).ids;
    expect([await by('ON_TIME'), await by('AT_RISK'), await by('LATE')]).toEqual([[], ids, []]);
    expect(await due(answerBy)).toEqual([]);
    expect(await due(new Date(answerBy.getTime() + 1))).toEqual(ids);
    bench.clock.set(answerBy.toISOString());
    expect([await by('ON_TIME'), await by('AT_RISK'), await by('LATE')]).toEqual([[], [], ids]);
    const lateness = await bench.ask('query ($id: ID!) { dossier(id: $id) { lateness } }', { id: ids[0] }, receiver);
    expect(lateness.at('dossier.lateness')).toBe('LATE');
  });
});

describe('pages', () => {
  it.each(['SUBMITTED', 'DUE'])('in the order %s miss and repeat nothing while the queue changes', async (orderBy) => {
    const { person, ids } = await several(7);
    const read: string[] = [];
    const page = await queue(bench, { filter: { person }, orderBy, first: 2 });
    expect(page.ids).toEqual(ids.slice(0, 2));
    read.push(...page.ids);
    // One that was read and one that was not leave the queue, and a new one comes.
    await decline(ids[1] ?? '');
    await decline(ids[4] ?? '');
    await deskAct(bench, 'takeOverDossier', { dossierId: ids[2] }, receiver2);
    const { playerName } = somebody();
    const added = await filedBy(bench, { playerName, playerPhone: person });
    for (let after = page.next; after !== null;) {
      const next = await queue(bench, { filter: { person }, orderBy, first: 2, after });
      read.push(...next.ids);
      after = next.next;
    }
    expect(read).toEqual([...ids.filter((_, n) => n !== 4), added]);
  });

  it('by due date end with what has no deadline, each once', async () => {
    const { person, ids } = await several(4);
    // A promise is later than any answer to a filing; what waits for its applicant has no deadline.
    const items = [{ subject: 'PAPER', key: 'photo', reasonCode: 'UNREADABLE' }];
    const acts = [
      await bench.act('receiveDossier', { dossierId: ids[0] }, receiver),
      await bench.act('requestSupplement', { dossierId: ids[1], items }, receiver),
      await bench.act('requestSupplement', { dossierId: ids[2], items }, receiver),
    ];
    expect(acts.map(({ codes }) => codes)).toEqual([[], [], []]);
    const expected = [ids[3], ids[0], ids[1], ids[2]];
    for (const first of [1, 2, 3, 50]) {
      const read: string[] = [];
      for (let after: string | null = null; ;) {
        const page = await queue(bench, { filter: { person }, orderBy: 'DUE', first, after });
        read.push(...page.ids);
        if (page.next === null) break;
        after = page.next;
      }
      expect([first, read]).toEqual([first, expected]);
    }
    const dueBefore = later(365 * 24 * 60 * minuteMs);
    expect((await queue(bench, { filter: { person, dueBefore }, orderBy: 'DUE' })).ids).toEqual([ids[3], ids[0]]);
  });

  it('are refused a cursor that no page of that order ended with', async () => {
    const { person } = await several(2);
    const { next } = await queue(bench, { filter: { person }, first: 1 });
    const ask = async (after: string | null, orderBy: string) =>
      (await queue(bench, { filter: { person }, orderBy, after })).codes;
    expect(await ask(next, 'SUBMITTED')).toEqual([]);
    expect(await ask(next, 'DUE')).toEqual(['CURSOR_MALFORMED']);
    const wrong = [[], ['DUE'], ['DUE', 7, null], ['DUE', 'dos_1', 'tomorrow'], ['DUE', 'dos_1', { $gt: '' }]];
    const encoded = wrong.map((place) => Buffer.from(JSON.stringify(place)).toString('base64url'));
    for (const after of ['', 'dos_1', '%', ...encoded]) {
      expect([after, await ask(after, 'DUE')]).toEqual([after, ['CURSOR_MALFORMED']]);
    }
  });
});

describe('the summary', () => {
  const document = `{ deskSummary { open mine nobodys atRisk late lapsed unreachable
    byStatus { status count } byRole { role count atRisk late } } }`;
  const summary = async (viewer = receiver) => (await bench.ask(document, {}, viewer)).at('deskSummary');

  it('counts what the queue shows', async () => {
    await several(2);
    const { ids } = await several(1);
    await deskAct(bench, 'takeOverDossier', { dossierId: ids[0] }, receiver);
    const count = async (filter: object) => (await queue(bench, { filter, first: 100 })).ids.length;
    const counted = async (role: string) => ({
      ...{ role, count: await count({ role }), atRisk: await count({ role, lateness: 'AT_RISK' }) },
      late: await count({ role, lateness: 'LATE' }),
    });
    const statuses = ['AWAITING_SUPPLEMENT', 'PROCESSING', 'SUBMITTED'];
    const told = await summary();
    expect(told).toEqual({
      ...{ open: await count({}), mine: await count({ assignment: 'MINE' }) },
      ...{ nobodys: await count({ assignment: 'NOBODYS' }), lapsed: 0, unreachable: 0 },
      ...{ atRisk: await count({ lateness: 'AT_RISK' }), late: await count({ lateness: 'LATE' }) },
      byStatus: await Promise.all(
        statuses.map(async (status) => ({ status, count: await count({ status: [status] }) })),
      ),
      byRole: await Promise.all(['RECEIVE', 'PROCESS', 'SIGN', 'LEAD'].map(counted)),
    });
    expect(told).toMatchObject({ late: expect.any(Number) as number, mine: expect.any(Number) as number });
    expect(Object(told)).not.toMatchObject({ late: 0 });
    expect(Object(told)).not.toMatchObject({ mine: 0 });
    expect(await summary(stranger)).toMatchObject({ open: 0, byStatus: [], mine: 0 });
  });

  it('is for officers', async () => {
    const codes = async (viewer: Parameters<typeof summary>[0]) => (await bench.ask(document, {}, viewer)).codes;
    const asked = [{ kind: 'anonymous' } as const, player, police, leader];
    expect(await Promise.all(asked.map(codes))).toEqual([['SIGN_IN_REQUIRED'], ['FORBIDDEN'], ['FORBIDDEN'], []]);
  });
});
