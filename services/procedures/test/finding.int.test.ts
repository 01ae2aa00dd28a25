import type { ProcedureDefinition } from '@motcua/procedure-definition';
import { parseEnv } from '@motcua/service-kit';
import { startTestBench, type TestBench } from '@motcua/service-kit/testing';
import { envShape } from '../src/env.js';
import { startProcedures } from '../src/main.js';
import { readFiles } from '../src/read-files.js';
import { getSample } from './sample-applications.js';

let bench: TestBench;
let url: string;
const files = readFiles();

beforeAll(async () => {
  bench = await startTestBench('procedures');
  const definitions = [...files.definitions, ...[1, 2, 3, 4].map(inventedAtLevel)];
  const env = parseEnv(envShape, bench.env());
  ({ url } = await startProcedures(env, bench.lifecycle, bench.log, { ...files, definitions }));
}, 60_000);
afterAll(() => bench.close(), 30_000);

const ask = (document: string, variables = {}) => bench.query(`${url}/graphql`, document, variables);

describe('finding a procedure', () => {
  const search = `query ($search: String, $lifeEvent: ID, $first: Int! = 20, $after: String) {
    procedures(search: $search, lifeEvent: $lifeEvent, first: $first, after: $after) {
      totalCount nodes { code } pageInfo { hasNextPage endCursor }
    }
  }`;

  it.each([
    ['con mới sinh', ['2.000986']],
    ['lam giay khai sinh', ['2.000986', '2.000635']],
    ['cưới', ['1.000894']],
    ['độc thân', ['1.004873']],
    ['someone died', ['2.002622']],
    ['xe máy', []],
    ['deceased', ['2.002622']],
    ['2.000986', ['2.000986']],
    ['1.001193', ['2.000986']],
  ])('by “%s” gives %j', async (text, codes) => {
    const answer = await ask(search, { search: text });
    const found = { totalCount: codes.length, nodes: codes.map((code) => ({ code })) };
    expect(answer.at('procedures')).toMatchObject(found);
  });

  it('goes on from a cursor in the same order, best first', async () => {
    const codes: unknown[] = [];
    let after: unknown = null;
    for (let page = 0; page < 3; page += 1) {
      const answer = await ask(search, { search: 'kết hôn', first: 1, after });
      codes.push(answer.at('procedures.nodes.0.code'));
      expect(answer.at('procedures.pageInfo.hasNextPage')).toBe(page < 2);
      after = answer.at('procedures.pageInfo.endCursor');
    }
    expect(codes).toEqual(['1.000894', '1.004746', '2.000635']);
    const other = await ask(search, { search: 'giám hộ', first: 1, after });
    expect(other.codes).toEqual(['CURSOR_INVALID']);
  });

  it('starts from what happens in a life', async () => {
    const answer = await ask(`{ lifeEvents { id name { vi en } procedures { code } } }`);
    expect(answer.at('lifeEvents')).toContainEqual({
      id: 'having-a-child',
      name: { vi: 'Sinh con', en: 'Having a child' },
      procedures: [{ code: '2.000986' }, { code: '2.000635' }],
    });
    const found = await ask(search, { lifeEvent: 'losing-a-relative', search: 'khai tử' });
    expect(found.at('procedures.nodes')).toEqual([{ code: '2.002622' }, { code: '2.000635' }]);
    expect((await ask(search, { lifeEvent: 'nothing' })).codes).toEqual(['UNKNOWN_LIFE_EVENT']);
  });

  it('says what each level offers online', async () => {
    const answer = await ask(`{ procedures(search: "9.", first: 9) { nodes {
      code level offer { information blankForms onlineFiling onlinePayment postalDelivery }
    } } }`);
    const yes = [1, 2, 3, 5].map((count) => Array.from({ length: 5 }, (_, at) => at < count));
    expect(answer.at('procedures.nodes')).toEqual(
      yes.map(([information, blankForms, onlineFiling, onlinePayment, postalDelivery], at) => ({
        ...{ code: `9.00000${at + 1}`, level: `LEVEL_${at + 1}` },
        offer: { information, blankForms, onlineFiling, onlinePayment, postalDelivery },
      })),
    );
  });
});

describe('what do I need', () => {
  const question = `query ($input: WhatDoINeedInput!) { whatDoINeed(input: $input) {
    procedure { code } version { version } complete openFields { key required } feeTotalVnd
    problems { path field code message { vi en } } warnings { path code }
    papers { key required provided presentOnly } fees { key totalVnd exemption } steps { key agencyName { en } dependsOn }
    decidedBy { agency agencyName { en } results { en } } dueDate { dueAt provisional days { reason } }
  } }`;
  const acceptedAt = '2026-11-20T15:30:00+07:00';

  it('is told from nothing at all', async () => {
    const answer = await ask(question, { input: { procedureCode: '2.000986', acceptedAt } });
    expect(answer.errors).toEqual([]);
    expect(answer.at('whatDoINeed')).toMatchObject({
      procedure: { code: '2.000986' },
      version: { version: 1 },
      complete: false,
      feeTotalVnd: 0,
      decidedBy: [{ agency: 'justice', results: [{ en: 'Birth certificate' }] }],
      dueDate: { dueAt: '2026-12-01T10:00:00.000Z', provisional: false },
    });
  });

  it('is nothing more for a complete application, at the desk and online', async () => {
    const { procedureCode, answers, attachments: papers } = getSample('2.000986-1');
    const told = await ask(question, { input: { procedureCode, version: 1, answers, papers, acceptedAt } });
    expect(told.at('whatDoINeed')).toMatchObject({ complete: true, problems: [] });
    const copies = { input: { procedureCode: '2.000635', answers: { copyCount: 2 }, channel: 'IN_PERSON' } };
    expect((await ask(question, copies)).at('whatDoINeed.feeTotalVnd')).toBe(16_000);
  });

  it('lets nothing of the answers out: not stored, not logged', async () => {
    const { procedureCode, answers } = getSample('1.000894-3');
    const canary = 'Nguyễn Thị Chim Hoàng Yến Mẫu';
    const keys = Object.keys(answers);
    const everywhere = Object.fromEntries(keys.map((key) => [key, canary]));
    const answer = await ask(question, { input: { procedureCode, answers: everywhere, papers: [canary] } });
    expect(answer.at('whatDoINeed.complete')).toBe(false);
    expect(bench.lines.join('\n')).not.toContain(canary);
    expect(JSON.stringify(bench.seen('procedure.v1'))).not.toContain(canary);
    const wrong = await ask(question, { input: { procedureCode, answers: [canary] } });
    expect(JSON.stringify(wrong.errors)).not.toContain(canary);
  });

  it.each([
    [{ procedureCode: 'x' }, 'UNKNOWN_PROCEDURE'],
    [{ procedureCode: 'x', version: 1 }, 'UNKNOWN_PROCEDURE'],
    [{ procedureCode: '2.000986', version: 99 }, 'UNKNOWN_VERSION'],
    [{ procedureCode: '2.000986', version: -1 }, 'UNKNOWN_VERSION'],
    [{ procedureCode: '2.000986', acceptedAt: '2026-06-30T09:00:00+07:00' }, 'UNKNOWN_PROCEDURE'],
    [{ procedureCode: '2.000986', acceptedAt: '1200-06-30T09:00:00+07:00' }, 'DATE_OUT_OF_RANGE'],
    [{ procedureCode: '2.000986', answers: 'x' }, 'ANSWERS_NOT_AN_OBJECT'],
    [{ procedureCode: '2.000986', answers: { a: 'x'.repeat(99_995) } }, 'ANSWERS_TOO_LARGE'],
  ])('refuses question %# with a code', async (input, code) => {
    expect((await ask(question, { input })).codes).toEqual([code]);
  });
});

describe('an office that is no more', () => {
  const office = 'id validFrom validUntil successor { id } predecessors { id }';

  it('is never listed, and named with its successor when asked for', async () => {
    const listed = await ask(`{ offices(first: 20) { nodes { ${office} } } }`);
    expect(listed.at('offices.nodes')).toEqual([
      {
        ...{ id: 'off_ha-dong', validFrom: '2025-07-01', validUntil: null, successor: null },
        predecessors: [{ id: 'off_quang-trung' }, { id: 'off_nguyen-trai' }],
      },
    ]);
    const of = ['off_nguyen-trai', 'off_quang-trung'].map((id) => ({ __typename: 'Office', id }));
    const entities = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Office { ${office} } } }`;
    expect((await ask(entities, { of })).at('_entities')).toEqual([
      {
        ...{ id: 'off_nguyen-trai', validFrom: '2024-01-01', validUntil: '2024-12-31' },
        ...{ successor: { id: 'off_ha-dong' }, predecessors: [] },
      },
      {
        ...{ id: 'off_quang-trung', validFrom: '2025-01-01', validUntil: '2025-06-30' },
        ...{ successor: { id: 'off_ha-dong' }, predecessors: [{ id: 'off_nguyen-trai' }] },
      },
    ]);
  });

  it('is told to the others with its last day and who took over', async () => {
    const event = await bench.waitFor('procedure.v1', ({ key }) => key === 'off_quang-trung');
    expect(event.data).toMatchObject({ validUntil: '2025-06-30', successorOfficeId: 'off_ha-dong' });
  });

  it.each([
    ['Nguyễn Trãi', ['off_ha-dong']],
    ['phuong nguyen trai', ['off_ha-dong']],
    ['Quang Trung, Hà Đông', ['off_ha-dong']],
    ['phường Hà Đông', ['off_ha-dong']],
    ['xã Nguyễn Trãi', []],
    ['Ba Đình', []],
    ['nowhere', []],
    ['', []],
  ])('is found by the ward name “%s”: %j', async (wardName, ids) => {
    const answer = await ask('query ($wardName: String) { offices(wardName: $wardName, first: 5) { nodes { id } } }', {
      wardName,
    });
    expect(answer.at('offices.nodes')).toEqual(ids.map((id) => ({ id })));
  });

  it('is looked for by no book', async () => {
    expect((await ask(`{ offices(wardName: "${'a'.repeat(201)}", first: 5) { nodes { id } } }`)).codes).toEqual([
      'SEARCH_TOO_LONG',
    ]);
  });

  it('lies in a ward whose name leads to all that took its place', async () => {
    const answer = await ask(`{ administrativeUnits(provinceCode: "01", search: "phuong nguyen trai", first: 5) {
      name inForce successors
    } }`);
    expect(answer.at('administrativeUnits')).toEqual([
      { name: 'Phường Nguyễn Trãi', inForce: false, successors: ['09556', '09552'] },
      { name: 'Phường Hà Đông', inForce: true, successors: [] },
      { name: 'Phường Kiến Hưng', inForce: true, successors: [] },
    ]);
  });
});

/** An invented procedure, one for each level. */
function inventedAtLevel(level: number): ProcedureDefinition {
  const [pattern] = files.definitions;
  if (pattern === undefined) throw new Error('the catalogue is empty');
  const serviceLevel = ([1, 2, 3, 4] as const).find((each) => each === level) ?? 1;
  const named = { nameVi: `Thuê sân ${level} (Mẫu)`, nameEn: `Court ${level} (sample)`, guideNameVi: 'thuê sân' };
  return {
    ...pattern,
    procedure: { ...pattern.procedure, ...named, code: `9.00000${level}`, results: [], serviceLevel },
  };
}
