import { parseEnv } from '@motcua/service-kit';
import { startTestBench, type TestBench } from '@motcua/service-kit/testing';
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
    // Ten things are published: eight procedures, an office, a calendar.
    await bench.waitFor('procedure.v1', () => bench.seen('procedure.v1').length >= 10);
    expect(bench.seen('procedure.v1').length).toBe(Math.max(before, 10));
  }, 30_000);

  it('is refused when a version changed without a new number', async () => {
    const definitions = files.definitions.map((definition) => ({
      ...definition,
      procedure: { ...definition.procedure, nameVi: `${definition.procedure.nameVi} (sửa)` },
    }));
    await expect(start({ ...files, definitions })).rejects.toMatchObject({ code: 'VERSION_IMMUTABLE' });
  });
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
    const { errors, at } = await ask(`{
      procedure(code: "2.000986") {
        id level guideName timeLimit { workingDays cutOff } steps { key agency } fees { key amountVnd }
        papers { key mandatory } results { documentCode } legalBasis { code } formSchema uiSchema
        version { version effectiveFrom } versions { version }
      }
    }`);
    expect(errors).toEqual([]);
    expect(at('procedure')).toMatchObject({
      id: 'prc_2.000986',
      level: 'LEVEL_4',
      timeLimit: { workingDays: 5, cutOff: '15:00' },
      version: { version: 1 },
      versions: [{ version: 1 }],
    });
  });

  it('says when a dossier is due and why: the guide’s birth limit after the cut-off', async () => {
    const { at } = await ask(`{
      dueDatePreview(procedureCode: "2.000986", acceptedAt: "2026-11-20T15:30:00+07:00") {
        dueAt countedFrom days { day counted reason }
      }
    }`);
    expect(at('dueDatePreview')).toMatchObject({ countedFrom: '2026-11-23' });
    expect(JSON.stringify(at('dueDatePreview'))).toContain('2026-12-01');
  });

  it('knows what became of a ward', async () => {
    const { at } = await ask(
      `{ administrativeUnits(provinceCode: "01", search: "phuc xa", first: 5) { name inForce successors } }`,
    );
    expect(at('administrativeUnits')).toEqual([
      expect.objectContaining({ name: 'Phường Phúc Xá', inForce: false, successors: ['00097'] }),
    ]);
  });

  it('resolves what other subgraphs refer to', async () => {
    const { at } = await ask(
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
    expect(at('_entities')).toEqual([{ code: '2.000635' }, { version: 1 }, { codePrefix: 'H26.153' }, null]);
  });

  it.each([
    ['{ procedures(first: 101) { nodes { code } } }', 'PAGE_SIZE_INVALID'],
    ['{ procedures(first: 1, after: "x") { nodes { code } } }', 'CURSOR_INVALID'],
    ['{ procedure { code } }', 'EXACTLY_ONE_NEEDED'],
    ['{ dueDatePreview(procedureCode: "x", acceptedAt: "2026-11-20T15:30:00+07:00") { dueAt } }', 'UNKNOWN_PROCEDURE'],
    ['{ administrativeUnits(provinceCode: "99", first: 1) { code } }', 'WARDS_NOT_HELD'],
  ])('refuses %s with a code', async (document, code) => {
    expect((await ask(document)).codes).toEqual([code]);
  });
});
