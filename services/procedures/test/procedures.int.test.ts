import type { ProcedureDefinition } from '@motcua/procedure-definition';
import { parseEnv } from '@motcua/service-kit';
import { startTestBench, type TestBench } from '@motcua/service-kit/testing';
import { dayInVietnam } from '@motcua/vietnam';
import { envShape } from '../src/env.js';
import { startProcedures } from '../src/main.js';
import { readFiles } from '../src/read-files.js';

let bench: TestBench;
let url: string;
const files = readFiles();
const start = (given = files) => startProcedures(parseEnv(envShape, bench.env()), bench.lifecycle, bench.log, given);

beforeAll(async () => {
  bench = await startTestBench('procedures');
  ({ url } = await start());
}, 60_000);
afterAll(() => bench.close(), 30_000);

const ask = (document: string, variables = {}) => bench.query(`${url}/graphql`, document, variables);

describe('the catalogue', () => {
  it('is told to everybody, once, however often it is loaded', async () => {
    await bench.waitFor('procedure.v1', ({ key }) => key === 'cal_vn');
    await bench.waitFor('procedure.v1', ({ key }) => key === 'off_ha-dong');
    const birth = await bench.waitFor('procedure.v1', ({ key }) => key === '2.000986@1');
    expect(birth.data).toMatchObject({ code: '2.000986', version: 1, definition: { code: '2.000986' } });

    const again = await start();
    const before = bench.seen('procedure.v1').length;
    expect(again.url).not.toBe(url);
    // Twelve things are published: eight procedures, three offices, a calendar.
    await bench.waitFor('procedure.v1', () => bench.seen('procedure.v1').length >= 12);
    expect(bench.seen('procedure.v1').length).toBe(Math.max(before, 12));
  }, 30_000);

  it('is refused whole when anything published changed without a new number, and nothing of it is written', async () => {
    const published = bench.seen('procedure.v1').length;
    const changed = files.definitions.map((definition) => ({
      ...definition,
      procedure: { ...definition.procedure, nameVi: `${definition.procedure.nameVi} (sửa)` },
    }));
    const [birth] = files.definitions
      .filter(({ procedure }) => procedure.code === '2.000986')
      .map((definition) => nextVersion(definition));
    if (birth === undefined) throw new Error('the catalogue has no birth registration');
    const refused = start({
      ...files,
      definitions: [birth, ...changed],
      offices: files.offices.map((office) => ({ ...office, phone: '02400000000' })),
      calendar: { ...files.calendar, years: [] },
    });
    await expect(refused).rejects.toMatchObject({
      code: 'CATALOGUE_CONFLICT',
      details: {
        conflicts: [
          ...changed.map(({ procedure: { code } }) => ({ id: `prv_${code}@1`, code: 'VERSION_IMMUTABLE' })),
          { id: 'cal_vn', code: 'CALENDAR_NOT_LATER' },
        ].map((conflict): unknown => expect.objectContaining(conflict)),
      },
    });
    const answer = await ask(`{ procedureVersion(code: "2.000986", version: 2) { id } }`);
    expect(answer.at('procedureVersion')).toBeNull();
    expect(bench.seen('procedure.v1')).toHaveLength(published);
  });

  it('grows by a version that takes effect on its day, also for a process that started before', async () => {
    const from = dayInVietnam(new Date(bench.clock.now().getTime() + 30 * 86_400_000));
    const definitions = files.definitions.map((definition) =>
      definition.procedure.code === '2.000635' ? nextVersion(definition, from) : definition,
    );
    await start({ ...files, definitions });
    await bench.waitFor('procedure.v1', ({ key }) => key === '2.000635@2');
    const answer = await ask(`{
      procedureVersion(code: "2.000635", version: 2) { id effectiveFrom name { vi } }
      procedure(code: "2.000635") { version { version } versions { version } }
    }`);
    expect(answer.at('procedureVersion')).toMatchObject({ id: 'prv_2.000635@2', effectiveFrom: from });
    const other = await ask(`{ procedure(code: "2.000635") { version { version } versions { version } } }`);
    expect(other.at('procedure')).toEqual({ version: { version: 1 }, versions: [{ version: 2 }, { version: 1 }] });
  }, 20_000);
});

describe('what the ward offers', () => {
  it('is found without marks, by level and by code', async () => {
    const found = await ask(
      `{ procedures(search: "khai sinh thuong tru", level: LEVEL_4, first: 5) { totalCount nodes { code name { vi } } } }`,
    );
    expect(found.at('procedures')).toMatchObject({ totalCount: 1, nodes: [{ code: '2.000986' }] });
    const all = await ask(`{ procedures(first: 3) { totalCount nodes { code } pageInfo { hasNextPage endCursor } } }`);
    expect(all.at('procedures')).toMatchObject({ totalCount: 8, pageInfo: { hasNextPage: true } });
    const none = await ask(`{ procedure(code: "9.999999") { id } }`);
    expect(none.at('procedure')).toBeNull();
  });

  it('is described whole: form, papers, fees, steps', async () => {
    const answer = await ask(`{
      procedure(code: "2.000986") {
        id level guideName timeLimit { workingDays cutOff } steps { key agency } fees { key amountVnd }
        papers { key mandatory } results { documentCode } legalBasis { code } formSchema uiSchema
        version { version effectiveFrom } versions { version }
      }
    }`);
    expect(answer.errors).toEqual([]);
    expect(answer.at('procedure')).toMatchObject({
      id: 'prc_2.000986',
      level: 'LEVEL_4',
      timeLimit: { workingDays: 5, cutOff: '15:00' },
      version: { version: 1 },
      versions: [{ version: 1 }],
    });
  });

  it('says when a dossier is due and why: the guide’s birth limit after the cut-off', async () => {
    const answer = await ask(`{
      dueDatePreview(procedureCode: "2.000986", acceptedAt: "2026-11-20T15:30:00+07:00") {
        dueAt countedFrom provisional days { day counted kind reason }
      }
    }`);
    expect(answer.at('dueDatePreview')).toEqual({
      dueAt: '2026-12-01T10:00:00.000Z',
      countedFrom: '2026-11-23',
      provisional: false,
      days: [
        ['2026-11-20', false, 'AFTER_CUT_OFF', 'tiếp nhận sau giờ quy định'],
        ['2026-11-21', false, 'WEEKEND', 'cuối tuần'],
        ['2026-11-22', false, 'WEEKEND', 'cuối tuần'],
        ['2026-11-23', false, 'DAY_ZERO', 'ngày bắt đầu, không tính'],
        ['2026-11-24', false, 'HOLIDAY', expect.stringMatching(/^ngày lễ: /)],
        ['2026-11-25', true, 'WORKING', 'ngày làm việc'],
        ['2026-11-26', true, 'WORKING', 'ngày làm việc'],
        ['2026-11-27', true, 'WORKING', 'ngày làm việc'],
        ['2026-11-28', false, 'WEEKEND', 'cuối tuần'],
        ['2026-11-29', false, 'WEEKEND', 'cuối tuần'],
        ['2026-11-30', true, 'WORKING', 'ngày làm việc'],
        ['2026-12-01', true, 'WORKING', 'ngày làm việc'],
      ].map(([day, counted, kind, reason]) => ({ day, counted, kind, reason })),
    });
  });

  it('knows what became of a ward', async () => {
    const answer = await ask(
      `{ administrativeUnits(provinceCode: "01", search: "phuc xa", first: 5) { name inForce successors } }`,
    );
    expect(answer.at('administrativeUnits.0')).toEqual({
      name: 'Phường Phúc Xá',
      inForce: false,
      successors: ['00097'],
    });
  });

  it('finds the office of a ward that is no more', async () => {
    const answer = await ask(`{
      administrativeUnits(provinceCode: "01", search: "nguyen trai", first: 5) { code name district validUntil successors }
      former: offices(wardCode: "09538", first: 5) { nodes { id phone } }
      today: offices(wardCode: "09556", procedureCode: "1.000894", first: 5) { nodes { id } }
      nowhere: offices(wardCode: "00004", first: 5) { nodes { id } }
      provinces { code name inForce }
    }`);
    expect(answer.at('administrativeUnits')).toContainEqual({
      ...{ code: '09538', name: 'Phường Nguyễn Trãi', district: 'Quận Hà Đông', validUntil: '2024-12-31' },
      successors: ['09556', '09552'],
    });
    expect(answer.at('former.nodes')).toEqual([{ id: 'off_ha-dong', phone: '02433.824.606' }]);
    expect(answer.at('today.nodes')).toEqual([{ id: 'off_ha-dong' }]);
    expect(answer.at('nowhere.nodes')).toEqual([]);
    expect(answer.at('provinces')).toHaveLength(34);
  });

  it.each([
    ['vi', 'Đăng ký kết hôn', 'ngày làm việc'],
    ['en', 'Marriage registration', 'working day'],
  ])('speaks the language of the reader (%s)', async (language, title, reason) => {
    const query = `{
      procedureVersion(code: "1.000894", version: 1) { formSchema }
      dueDatePreview(procedureCode: "2.000986", acceptedAt: "2026-11-25T09:00:00+07:00") { days { reason } }
    }`;
    const headers = { 'content-type': 'application/json', 'accept-language': language };
    const identity = { 'motcua-identity': await bench.identityFor({ kind: 'anonymous' }) };
    const body = JSON.stringify({ query });
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers: { ...headers, ...identity }, body });
    expect(await answer.json()).toMatchObject({
      data: {
        procedureVersion: { formSchema: { title } },
        dueDatePreview: { days: expect.arrayContaining([{ reason }]) },
      },
    });
  });

  it('resolves what other subgraphs refer to', async () => {
    const answer = await ask(
      `query ($of: [_Any!]!) { _entities(representations: $of) {
        ... on Procedure { code } ... on ProcedureVersion { version } ... on Office { codePrefix }
      } }`,
      {
        of: [
          { __typename: 'Procedure', id: 'prc_2.000635' },
          { __typename: 'ProcedureVersion', id: 'prv_2.000635@1' },
          { __typename: 'Office', id: 'off_ha-dong' },
          { __typename: 'Office', id: 'off_nowhere' },
        ],
      },
    );
    expect(answer.at('_entities')).toEqual([{ code: '2.000635' }, { version: 1 }, { codePrefix: 'H26.153' }, null]);
  });

  it.each([
    ['{ procedures(first: 101) { nodes { code } } }', 'PAGE_SIZE_OUT_OF_RANGE'],
    ['{ procedures(first: 1, after: "x") { nodes { code } } }', 'CURSOR_INVALID'],
    ['{ procedure { code } }', 'EXACTLY_ONE_NEEDED'],
    ['{ dueDatePreview(procedureCode: "x", acceptedAt: "2026-11-20T15:30:00+07:00") { dueAt } }', 'UNKNOWN_PROCEDURE'],
    [
      '{ dueDatePreview(procedureCode: "2.000986", acceptedAt: "2026-06-30T09:00:00+07:00") { dueAt } }',
      'UNKNOWN_PROCEDURE',
    ],
    [
      '{ dueDatePreview(procedureCode: "2.000986", acceptedAt: "9026-06-30T09:00:00+07:00") { dueAt } }',
      'DATE_OUT_OF_RANGE',
    ],
    ['{ procedure(id: "prc_x", code: "x") { code } }', 'EXACTLY_ONE_NEEDED'],
    ['{ offices(first: 0) { nodes { id } } }', 'PAGE_SIZE_OUT_OF_RANGE'],
    [`{ procedures(first: 1, search: "${'a'.repeat(201)}") { nodes { code } } }`, 'SEARCH_TOO_LONG'],
    ['{ administrativeUnits(provinceCode: "01", first: 200) { code } }', 'PAGE_SIZE_OUT_OF_RANGE'],
    ['{ administrativeUnits(provinceCode: "99", first: 1) { code } }', 'UNKNOWN_PROVINCE'],
    ['{ administrativeUnits(provinceCode: "79", first: 1) { code } }', 'WARDS_NOT_HELD'],
  ])('refuses %s with a code', async (document, code) => {
    expect((await ask(document)).codes).toEqual([code]);
  });
});

/** The same procedure under the next number. */
function nextVersion(
  { procedure, ...lists }: ProcedureDefinition,
  effectiveFrom = procedure.effectiveFrom,
): ProcedureDefinition {
  return { ...lists, procedure: { ...procedure, version: procedure.version + 1, effectiveFrom } };
}
