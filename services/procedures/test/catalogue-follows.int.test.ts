import { connectMongo, createLifecycle, type AggregateStore, type Lifecycle, type Viewer } from '@motcua/service-kit';
import type { Fact } from '@motcua/service-kit/pure';
import type { Context, Stores } from '../src/context.js';
import { openContext } from '../src/open-context.js';
import { openStores } from '../src/store/open-stores.js';
import { draftVersion } from '../src/use-cases/draft-version.js';
import { findDraft } from '../src/use-cases/find-drafts.js';
import { finishDrafts } from '../src/use-cases/finish-drafts.js';
import { publishDraft } from '../src/use-cases/publish-version.js';
import { getDefinition } from './sample-applications.js';
import { drafter, files, nextOf, openLifeBench, publisher, requestId, type LifeBench } from './life-bench.js';

let bench: LifeBench;
beforeAll(async () => {
  bench = await openLifeBench('catalogue-follows');
}, 60_000);
afterAll(() => bench.close(), 30_000);

const publish = async (code: string, version: number, effectiveFrom = bench.dayIn(0)) =>
  bench.act('publishProcedureVersion', { draftId: await bench.checked(code, version), effectiveFrom }, publisher);
const at = (url: string, document: string) => bench.query(`${url}/graphql`, document);
const inForce = '{ procedures(first: 20) { totalCount nodes { code name { vi } version { version } retiredFrom } } }';

/** Polls: another process looks by itself, and says to nobody that it did. */
async function soon(url: string, document: string, path: string, expected: unknown): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const found = (await at(url, document)).at(path);
    if (JSON.stringify(found) === JSON.stringify(expected)) return;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('a retired procedure', () => {
  it('is offered until its day by every process, and what is under way still finds it', async () => {
    const other = await bench.replica();
    const retiredFrom = bench.dayIn(10);
    const end = { procedureCode: '1.004837', retiredFrom };
    const retire = (input: object) => bench.act('retireProcedure', { ...end, ...input });
    expect((await retire({ procedureCode: '9.999999' })).codes).toEqual(['UNKNOWN_PROCEDURE']);
    expect((await retire({ retiredFrom: bench.dayIn(-1) })).codes).toEqual(['RETIREMENT_DATE_IN_THE_PAST']);
    expect((await retire({})).at('retireProcedure')).toEqual(end);
    expect((await retire({ retiredFrom: bench.dayIn(20) })).codes).toEqual(['PROCEDURE_RETIRED']);
    const event = await bench.waitFor('procedure.v1', ({ type }) => type === 'procedure.retired');
    expect(event).toMatchObject({ key: 'prc_1.004837', data: { code: '1.004837', retiredFrom } });

    const asked = '{ procedure(code: "1.004837") { retiredFrom } }';
    expect((await bench.ask(asked)).at('procedure')).toEqual({ retiredFrom });
    await soon(other, asked, 'procedure', { retiredFrom });
    expect((await publish('1.004837', 2, retiredFrom)).codes).toEqual(['PROCEDURE_RETIRED']);
    expect((await publish('1.004837', 2, bench.dayIn(9))).codes).toEqual([]);

    const now = bench.clock.now();
    bench.clock.set(new Date(now.getTime() + 10 * 86_400_000).toISOString());
    expect((await bench.ask(inForce)).at('procedures.totalCount')).toBe(7);
    expect((await bench.ask(asked)).at('procedure')).toBeNull();
    const due = `{ dueDatePreview(procedureCode: "1.004837", acceptedAt: "${retiredFrom}T09:00:00+07:00") { dueAt } }`;
    expect((await bench.ask(due)).codes).toEqual(['UNKNOWN_PROCEDURE']);
    const reference =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Procedure { code retiredFrom } } }';
    const of = [{ __typename: 'Procedure', id: 'prc_1.004837' }];
    expect((await bench.ask(reference, { of })).at('_entities')).toEqual([{ code: '1.004837', retiredFrom }]);
    bench.clock.set(now.toISOString());
    // Files may not bring back what has ended.
    const later = {
      ...getDefinition('1.004837'),
      procedure: { ...getDefinition('1.004837').procedure, version: 3, effectiveFrom: retiredFrom },
    };
    await expect(bench.replica({ ...files, definitions: [...files.definitions, later] })).rejects.toMatchObject({
      code: 'CATALOGUE_CONFLICT',
      details: { conflicts: [expect.objectContaining({ id: 'prv_1.004837@3', code: 'PROCEDURE_RETIRED' })] },
    });
  }, 40_000);
});

describe('what an admin published', () => {
  it('is in the lists of a process that started before, and no conflict for one that starts after', async () => {
    const other = await bench.replica();
    expect((await publish('2.002622', 2)).codes).toEqual([]);
    const asked = '{ procedure(code: "2.002622") { version { version } versions { version } } }';
    const expected = { version: { version: 2 }, versions: [{ version: 2 }, { version: 1 }] };
    expect((await bench.ask(asked)).at('procedure')).toEqual(expected);
    await soon(other, asked, 'procedure', expected);
    const fresh = await bench.replica();
    expect((await at(fresh, asked)).at('procedure')).toEqual(expected);
    const definition = getDefinition('2.002622');
    const contradicting = { ...definition, procedure: { ...definition.procedure, version: 2 } };
    await expect(bench.replica({ ...files, definitions: [contradicting] })).rejects.toMatchObject({
      details: { conflicts: [{ id: 'prv_2.002622@2', code: 'VERSION_IMMUTABLE' }] },
    });
  }, 40_000);

  it('is compared in both directions, in words', async () => {
    expect((await publish('1.000894', 2)).codes).toEqual([]);
    const compare = (from: number, to: number) =>
      bench.ask(`{ procedureVersionDifference(code: "1.000894", from: ${String(from)}, to: ${String(to)}) {
        code from to changes { kind path part text { vi en } before after }
      } }`);
    const changes = (await compare(1, 2)).at('procedureVersionDifference.changes');
    expect(changes).toMatchObject([
      {
        kind: 'CHANGED',
        path: '/version',
        part: 'general',
        before: 1,
        after: 2,
        text: { vi: 'Số phiên bản đổi từ “1” thành “2”.' },
      },
      { path: '/effectiveFrom', text: { en: expect.stringMatching(/^First day in force changed from “2026-/) } },
      {
        path: '/nameVi',
        before: 'Đăng ký kết hôn',
        text: { vi: expect.stringContaining('“Đăng ký kết hôn (lần 2)”') },
      },
    ]);
    expect((await compare(2, 1)).at('procedureVersionDifference')).toMatchObject({
      from: 2,
      to: 1,
      changes: { length: 3 },
    });
    expect((await compare(2, 2)).at('procedureVersionDifference.changes')).toEqual([]);
    expect((await compare(1, 7)).errors[0]).toMatchObject({
      code: 'UNKNOWN_VERSION',
      extensions: { details: { unknown: [7] } },
    });
  });

  it('holds also for the calendar: later days off, never earlier ones, and files of before change nothing', async () => {
    const { calendar } = files;
    const tet = { day: '2027-02-12', kind: 'compensatory', status: 'announced', nameVi: 'Nghỉ bù Tết (thông báo)' };
    const asOf = bench.dayIn(1);
    const days = [...calendar.days.filter(({ day }) => day !== tet.day && day !== '2026-11-24'), tet];
    const set = (change: object) => bench.act('setCalendar', { calendar: { ...calendar, days, asOf, ...change } });
    expect((await set({ asOf: calendar.asOf })).codes).toEqual(['CALENDAR_NOT_LATER']);
    for (const wrong of [{ days: [tet, tet] }, { id: 'cal_xx' }, { years: [1] }, { weekend: 'sunday' }]) {
      expect((await set(wrong)).codes).toEqual(['CALENDAR_INVALID']);
    }
    const other = await bench.replica();
    expect((await set({})).at('setCalendar')).toEqual({ asOf, changedDays: ['2026-11-24', '2027-02-12'] });
    expect((await set({})).at('setCalendar')).toEqual({ asOf, changedDays: [] });
    await bench.waitFor(
      'procedure.v1',
      ({ key, data }) => key === 'cal_vn' && (data as { asOf: string }).asOf === asOf,
    );
    const due = '{ dueDatePreview(procedureCode: "2.000986", acceptedAt: "2026-11-23T09:00:00+07:00") { dueAt } }';
    // Culture day was a day off for the old calendar.
    const expected = { dueAt: '2026-11-30T10:00:00.000Z' };
    expect((await bench.ask(due)).at('dueDatePreview')).toEqual(expected);
    await soon(other, due, 'dueDatePreview', expected);
    expect((await at(await bench.replica(), due)).at('dueDatePreview')).toEqual(expected);
  }, 30_000);
});

describe('a crash between an intent and its effect', () => {
  const crash = new Error('the process ends here');

  const opened: Lifecycle[] = [];
  afterEach(() => Promise.all(opened.splice(0).map((lifecycle) => lifecycle.close())), 30_000);

  /** Use cases on the bench's database, with stores that are cut off. */
  async function openWith(cut: (stores: Stores) => Partial<Stores> = () => ({})): Promise<Context> {
    const lifecycle = createLifecycle(bench.log);
    opened.push(lifecycle);
    const mongo = await connectMongo(bench.mongoUrl, lifecycle, bench.log);
    const stores = await openStores(mongo);
    const given = { vocabulary: files.vocabulary, clock: bench.clock };
    return openContext(mongo, { ...stores, ...cut(stores) }, given);
  }

  const cuts = {
    versions: ({ versions }: Stores) => ({ versions: failAfter(versions, 1) }),
    drafts: ({ drafts }: Stores) => ({ drafts: failAfter(drafts, 2) }),
  };

  /** Fails from its nth write on. */
  function failAfter<S, F extends Fact>(store: AggregateStore<S, F>, fromWrite: number): AggregateStore<S, F> {
    let writes = 0;
    return {
      ...store,
      execute: (...given) => ((writes += 1) >= fromWrite ? Promise.reject(crash) : store.execute(...given)),
    };
  }

  it.each([
    ['before the version is stored', cuts.versions, '1.004845'],
    ['before the draft knows that it was', cuts.drafts, '1.004873'],
  ] as const)(
    '%s leaves a publication that is finished once',
    async (_, cut, code) => {
      const draftId = await bench.checked(code, 2);
      const input = { requestId: requestId(), draftId, effectiveFrom: bench.dayIn(3) };
      const broken = await openWith(cut);
      await expect(publishDraft(broken, publisher, input)).rejects.toBe(crash);
      expect((await findDraft(broken, draftId))?.state.status).toBe('PUBLISHING');

      const whole = await openWith();
      await finishDrafts(whole);
      await finishDrafts(whole);
      expect((await findDraft(whole, draftId))?.state.status).toBe('PUBLISHED');
      const version = await publishDraft(whole, publisher, input);
      expect(version).toMatchObject({ id: `prv_${code}@2`, effectiveFrom: input.effectiveFrom });
      expect((await whole.stores.versions.find(version.id))?.facts).toMatchObject([
        {
          type: 'VersionPublished',
          actor: { kind: 'catalogue-admin', id: publisher.kind === 'catalogue-admin' ? publisher.id : '' },
        },
      ]);
      await bench.waitFor('procedure.v1', ({ key }) => key === `${code}@2`);
      expect(bench.seen('procedure.v1').filter(({ key }) => key === `${code}@2`)).toHaveLength(1);
    },
    30_000,
  );

  it('leaves a replacement that is finished, and the request answers with it', async () => {
    const draftId = await bench.checked('2.000986', 2);
    const input = { requestId: requestId(), draftId, definition: nextOf('2.000986', 2, { sector: 'Khác' }) };
    const broken = await openWith(cuts.drafts);
    await expect(draftVersion(broken, drafter, input)).rejects.toBe(crash);
    const whole = await openWith();
    const replaced = (await findDraft(whole, draftId))?.state;
    const id = replaced?.status === 'REPLACED' ? replaced.by : '';
    expect(replaced?.status).toBe('REPLACED');
    await finishDrafts(whole);
    expect((await findDraft(whole, id))?.state).toMatchObject({ status: 'DRAFT', procedureCode: '2.000986' });
    expect((await draftVersion(whole, drafter, input)).id).toBe(id);
    expect((await findDraft(whole, draftId))?.state).toMatchObject({ status: 'REPLACED', unfinished: false });
  }, 30_000);

  it('lets one of two drafts of one number win', async () => {
    const admins: readonly Viewer[] = [publisher, { kind: 'catalogue-admin', id: 'admin-c' }];
    const drafts = [await bench.checked('1.004746', 2), await bench.checked('1.004746', 2, { sector: 'Khác' })];
    const answers = await Promise.all(
      drafts.map((draftId, n) =>
        bench.act('publishProcedureVersion', { draftId, effectiveFrom: bench.dayIn(1) }, admins[n]),
      ),
    );
    expect(answers.flatMap(({ codes }) => codes)).toEqual(['VERSION_IMMUTABLE']);
    const states = await Promise.all(
      drafts.map((id) => bench.ask('query ($id: ID!) { procedureDraft(id: $id) { state } }', { id })),
    );
    expect(states.map((answer) => answer.textAt('procedureDraft.state')).sort()).toEqual(['CHECKED', 'PUBLISHED']);
  });
});
