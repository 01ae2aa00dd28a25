import type { Viewer } from '@motcua/service-kit';
import { getDefinition, getSample, today } from './sample-applications.js';
import {
  drafter,
  mutations,
  nextOf,
  openLifeBench,
  publisher,
  requestId,
  type LifeBench,
  type MutationName,
} from './life-bench.js';

let bench: LifeBench;
beforeAll(async () => {
  bench = await openLifeBench('definition-life');
}, 60_000);
afterAll(() => bench.close(), 30_000);

const draft = (definition: unknown, more: object = {}, viewer: Viewer = drafter) =>
  bench.act('draftProcedureVersion', { definition, ...more }, viewer);
const publish = (draftId: string, effectiveFrom: string, viewer: Viewer = publisher) =>
  bench.act('publishProcedureVersion', { draftId, effectiveFrom }, viewer);
const sampleOf = (id: string, change: object = {}) => ({ ...getSample(id), today, ...change });

describe('a version', () => {
  it('goes from a draft over a check to publication by somebody else, and is immutable then', async () => {
    const drafted = await draft(nextOf('2.000635', 2));
    const draftId = drafted.textAt('draftProcedureVersion.draft.id');
    expect(drafted.at('draftProcedureVersion.draft')).toMatchObject({
      ...{ state: 'DRAFT', procedureCode: '2.000635', versionNumber: 2, checkedAt: null, problems: [] },
      difference: { from: 1, to: 2 },
    });
    expect((await publish(draftId, bench.dayIn(30))).codes).toEqual(['PROCEDURE_DRAFT_NOT_CHECKED']);

    const wrong = [sampleOf('2.000635-1'), sampleOf('2.000635-3', { expectedProblems: [] }), { answers: 5 }];
    const failed = await bench.act('checkProcedureVersion', { draftId, samples: wrong });
    expect(failed.at('checkProcedureVersion.problems')).toMatchObject([
      { path: 'samples/1', code: 'notAsExpected' },
      { path: 'samples/2', code: 'badSample' },
    ]);
    expect(failed.at('checkProcedureVersion.draft.state')).toBe('DRAFT');

    const samples = [sampleOf('2.000635-1'), sampleOf('2.000635-3')];
    const passed = await bench.act('checkProcedureVersion', { draftId, samples });
    expect(passed.at('checkProcedureVersion')).toMatchObject({
      draft: { state: 'CHECKED', problems: [], checkedAt: expect.stringContaining('T') },
      problems: [],
    });
    expect((await bench.act('checkProcedureVersion', { draftId })).codes).toEqual(['PROCEDURE_DRAFT_NOT_OPEN']);
    expect((await publish(draftId, bench.dayIn(30), drafter)).codes).toEqual(['PUBLISHER_DRAFTED_IT']);
    expect((await publish(draftId, bench.dayIn(-1))).codes).toEqual(['EFFECTIVE_DATE_IN_THE_PAST']);

    const effectiveFrom = bench.dayIn(30);
    const published = await publish(draftId, effectiveFrom);
    expect(published.at('publishProcedureVersion.version')).toMatchObject({
      ...{ id: 'prv_2.000635@2', version: 2, effectiveFrom },
      name: { vi: expect.stringContaining('(lần 2)') },
    });
    const event = await bench.waitFor('procedure.v1', ({ key }) => key === '2.000635@2');
    expect(event.data).toMatchObject({ version: 2, effectiveFrom, definition: { version: 2, effectiveFrom } });

    const versions = '{ procedure(code: "2.000635") { version { version } versions { version } } }';
    const inForce = (version: number) => ({ version: { version }, versions: [{ version: 2 }, { version: 1 }] });
    expect((await bench.ask(versions)).at('procedure')).toEqual(inForce(1));
    const now = bench.clock.now();
    bench.clock.set(new Date(now.getTime() + 30 * 86_400_000).toISOString());
    expect((await bench.ask(versions)).at('procedure')).toEqual(inForce(2));
    bench.clock.set(now.toISOString());

    const again = await bench.checked('2.000635', 2, { sector: 'Hộ tịch khác' });
    expect((await publish(again, effectiveFrom)).codes).toEqual(['VERSION_IMMUTABLE']);
    const skipping = await publish(await bench.checked('2.000635', 4), effectiveFrom);
    expect(skipping.codes).toEqual(['VERSION_NOT_NEXT']);
    expect(skipping.errors[0]?.extensions['details']).toMatchObject({ next: 3 });
    expect((await draft(nextOf('2.000635', 2), { draftId })).codes).toEqual(['PROCEDURE_DRAFT_NOT_OPEN']);
  }, 30_000);

  it('is stored as a draft whatever is wrong with it, with every place', async () => {
    const { procedure } = getDefinition('1.000894');
    const steps = procedure.steps.map((step) => ({ ...step, agency: 'nobody' }));
    const answer = await draft({ ...procedure, version: 'two', steps, extra: 1 });
    expect(answer.at('draftProcedureVersion.draft')).toMatchObject({
      state: 'DRAFT',
      versionNumber: null,
      difference: null,
    });
    const problems = answer.at('draftProcedureVersion.problems') as readonly { path: string; code: string }[];
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(
      expect.arrayContaining(['/version type', '/extra unknownKey', '/steps/0/agency unknownAgency']),
    );
    expect(problems).toHaveLength(2 + steps.length);
    const checked = await bench.act('checkProcedureVersion', {
      draftId: answer.textAt('draftProcedureVersion.draft.id'),
      samples: [],
    });
    expect(checked.at('checkProcedureVersion')).toMatchObject({ draft: { state: 'DRAFT' }, problems });
    for (const none of [[], 'x', null, 5]) {
      expect((await draft(none)).codes).toEqual([none === null ? 'BAD_USER_INPUT' : 'DEFINITION_NOT_AN_OBJECT']);
    }
  });

  it('may bring lists of its own, and the largest of the eight fits a request', async () => {
    const { procedure, optionSets } = getDefinition('2.000986');
    const [name = '', set] = Object.entries(optionSets)[0] ?? [];
    const own = { ...set, labelVi: 'Danh mục mới' };
    const answer = await draft({ ...procedure, version: 2 }, { optionSets: { [name]: own } });
    const id = answer.textAt('draftProcedureVersion.draft.id');
    const query =
      'query ($id: ID!) { procedureDraft(id: $id) { difference { changes { path part text { vi en } } } } }';
    expect((await bench.ask(query, { id })).at('procedureDraft.difference.changes')).toEqual([
      { path: '/version', part: 'general', text: expect.anything() },
      { path: `/optionSets/${name}/labelVi`, part: 'options', text: expect.anything() },
    ]);
    const wrong = await draft({ ...procedure, version: 2 }, { optionSets: [], agencies: 5 });
    expect(wrong.at('draftProcedureVersion.problems')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: '/optionSets' }),
        expect.objectContaining({ path: '/agencies' }),
      ]),
    );
  });

  it('may be replaced while it is open, and then nobody finds, checks or publishes it', async () => {
    const draftId = await bench.checked('1.004873', 2);
    // Drafted later than all others.
    bench.clock.set(new Date(bench.clock.now().getTime() + 60_000).toISOString());
    const answer = await draft(nextOf('1.004873', 2, { sector: 'Khác' }), { draftId }, publisher);
    const successor = answer.textAt('draftProcedureVersion.draft.id');
    const find = 'query ($id: ID!) { procedureDraft(id: $id) { id } }';
    expect((await bench.ask(find, { id: draftId })).at('procedureDraft')).toBeNull();
    expect((await bench.ask(find, { id: successor })).at('procedureDraft.id')).toBe(successor);
    const refused = await bench.act('checkProcedureVersion', { draftId });
    expect(refused.codes).toEqual(['PROCEDURE_DRAFT_NOT_OPEN']);
    expect(refused.errors[0]?.extensions['details']).toMatchObject({ replacedBy: successor });
    expect((await publish(draftId, bench.dayIn(1))).codes).toEqual(['PROCEDURE_DRAFT_NOT_CHECKED']);
    expect((await draft({}, { draftId: 'pdr_none' })).codes).toEqual(['PROCEDURE_DRAFT_NOT_FOUND']);
    expect((await bench.act('checkProcedureVersion', { draftId: 'pdr_none' })).codes).toEqual([
      'PROCEDURE_DRAFT_NOT_FOUND',
    ]);
    expect((await publish('pdr_none', bench.dayIn(1))).codes).toEqual(['PROCEDURE_DRAFT_NOT_FOUND']);

    const list =
      'query ($after: String) { procedureDrafts(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
    const ids: string[] = [];
    for (let after: unknown = null; ;) {
      const page = await bench.ask(list, { after });
      ids.push(...(page.at('procedureDrafts.nodes') as readonly { id: string }[]).map(({ id }) => id));
      if (page.at('procedureDrafts.pageInfo.hasNextPage') !== true) break;
      after = page.at('procedureDrafts.pageInfo.endCursor');
    }
    expect(ids[0]).toBe(successor);
    expect(ids).not.toContain(draftId);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await bench.ask(list, { after: 'elsewhere' })).codes).toEqual(['CURSOR_INVALID']);
  });

  it('asked for twice by one request is drafted, checked and published once', async () => {
    const twice = async (name: MutationName, input: object, viewer: Viewer) => {
      const variables = { input: { requestId: requestId(), ...input } };
      const [one, other] = [
        await bench.ask(mutations[name], variables, viewer),
        await bench.ask(mutations[name], variables, viewer),
      ];
      expect(other.data).toEqual(one.data);
      const reused = await bench.ask(mutations[name], { input: { ...variables.input, ...spoilt(input) } }, viewer);
      expect(reused.codes).toEqual(['REQUEST_ID_REUSED']);
      return one;
    };
    const drafted = await twice('draftProcedureVersion', { definition: nextOf('1.004746', 2) }, drafter);
    const draftId = drafted.textAt('draftProcedureVersion.draft.id');
    await twice('checkProcedureVersion', { draftId }, drafter);
    await twice('publishProcedureVersion', { draftId, effectiveFrom: bench.dayIn(0) }, publisher);
    await twice('retireProcedure', { procedureCode: '1.004746', retiredFrom: bench.dayIn(5) }, drafter);
    await bench.waitFor('procedure.v1', ({ key }) => key === 'prc_1.004746');
    expect(bench.seen('procedure.v1').filter(({ key }) => key === '1.004746@2')).toHaveLength(1);
    expect(bench.seen('procedure.v1').filter(({ key }) => key === 'prc_1.004746')).toHaveLength(1);
  });
});

const others: readonly Viewer[] = [
  { kind: 'anonymous' },
  { kind: 'citizen', id: 'citizen-1' },
  { kind: 'guest', id: 'gst_1', opens: 'drf_1' },
  { kind: 'officer', id: 'officer-1', officeId: 'off_ha-dong', roles: ['receive', 'process', 'sign', 'lead'] },
  { kind: 'agency', id: 'residence-police' },
  { kind: 'operator', id: 'operator-1' },
];

describe.each(others)('a viewer of kind $kind', (viewer) => {
  const code = viewer.kind === 'anonymous' ? 'SIGN_IN_REQUIRED' : 'FORBIDDEN';
  it.each<[MutationName, object]>([
    ['draftProcedureVersion', { definition: {} }],
    ['checkProcedureVersion', { draftId: 'pdr_1' }],
    ['publishProcedureVersion', { draftId: 'pdr_1', effectiveFrom: '2027-01-01' }],
    ['retireProcedure', { procedureCode: '2.000986', retiredFrom: '2027-01-01' }],
    ['setCalendar', { calendar: {} }],
  ])('may not %s', async (name, input) => {
    expect((await bench.act(name, { ...input }, viewer)).codes).toEqual([code]);
  });

  it('sees no draft', async () => {
    expect((await bench.ask('{ procedureDraft(id: "pdr_1") { id } }', {}, viewer)).codes).toEqual([code]);
    expect((await bench.ask('{ procedureDrafts(first: 1) { nodes { id } } }', {}, viewer)).codes).toEqual([code]);
  });
});

function spoilt(input: object): object {
  if ('definition' in input) return { definition: {} };
  if ('effectiveFrom' in input) return { effectiveFrom: '2030-01-01' };
  return 'retiredFrom' in input ? { retiredFrom: '2030-01-01' } : { samples: [] };
}
