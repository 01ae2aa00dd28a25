import fc from 'fast-check';
import { definitions } from '../test/sample-applications.js';
import { differenceOf, versionDifference } from './domain/difference/version-difference.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Step = string | number;

const raw: readonly Json[] = [...definitions.values()].map(({ procedure, ...lists }) =>
  asJson({ ...procedure, ...lists }),
);
const first = shortened(raw[0] ?? null);
const birth = raw.find((json) => at(json, ['code']) === '2.000986') ?? null;
const death = raw.find((json) => at(json, ['code']) === '2.002622') ?? null;

const changed = (steps: readonly Step[], value: Json | undefined) => differenceOf(birth, put(birth, steps, value));
const indexOf = (list: readonly Step[], key: string): number => {
  const things = at(birth, list);
  return Array.isArray(things) ? things.findIndex((thing: Json) => at(thing, ['key']) === key) : -1;
};

describe('the difference between two versions', () => {
  it('is none between equal ones, however their members are ordered', () => {
    for (const definition of definitions.values()) expect(versionDifference(definition, definition)).toEqual([]);
    for (const json of raw) expect(differenceOf(json, backwards(json))).toEqual([]);
  });

  it('enters things by their key and speaks of them by the labels people know', () => {
    const section = indexOf(['form', 'sections'], 'child');
    const dob = indexOf(['form', 'sections', section, 'fields'], 'childDob');
    const way = ['form', 'sections', section, 'fields', dob];
    expect(changed([...way, 'required'], false)).toEqual([
      {
        kind: 'CHANGED',
        path: '/form/sections/child/fields/childDob/required',
        part: 'field',
        before: true,
        after: false,
        text: {
          vi: expect.stringMatching(/^Bắt buộc của mục khai “.+” \(phần “.+”\) đổi từ “có” thành “không”\.$/),
          en: expect.stringMatching(/^Required of field “.+” \(section “.+”\) changed from “yes” to “no”\.$/),
        },
      },
    ]);
    expect(changed(way, undefined)).toMatchObject([
      {
        kind: 'REMOVED',
        path: '/form/sections/child/fields/childDob',
        after: null,
        text: { vi: expect.stringMatching(/^Bỏ mục khai “/) },
      },
    ]);
  });

  it.each([
    [
      ['fees', 1, 'amountVnd'],
      8000,
      'fee',
      'mức thu của khoản phí “Lệ phí đăng ký khai sinh quá hạn” đổi từ “5.000 ₫” thành “8.000 ₫”',
    ],
    [['timeLimit', 'workingDays'], 3, 'timeLimit', 'thời hạn giải quyết – số ngày làm việc đổi từ “5” thành “3”'],
    [['steps', 1, 'agency'], 'police', 'step', 'cơ quan thực hiện của bước “'],
    [
      ['attachments', 0, 'condition'],
      { field: 'birthProofType', equals: 'witness' },
      'paper',
      'điều kiện áp dụng của giấy tờ “Giấy chứng sinh do cơ sở y tế cấp” đổi từ “(“',
    ],
    [['legalBasis', 0], undefined, 'legalBasis', 'bỏ căn cứ pháp lý “63/2024/NĐ-CP”'],
    [
      ['results', 0, 'nameVi'],
      'Bản sao',
      'result',
      'tên của kết quả “Giấy khai sinh” đổi từ “Giấy khai sinh” thành “Bản sao”',
    ],
    [['agencies', 'police', 'nameVi'], 'Công an', 'general', 'tên của cơ quan “'],
    [['nameVi'], 'Tên mới', 'general', 'tên đổi từ “'],
  ] as const)('says what became of %j', (steps, value, part, sentence) => {
    const changes = changed(steps, value);
    expect(changes).toHaveLength(1);
    expect(changes[0]?.part).toBe(part);
    expect(changes[0]?.text.vi.toLocaleLowerCase('vi')).toContain(sentence.toLocaleLowerCase('vi'));
  });

  it('says that things stand in another order', () => {
    const steps = at(birth, ['steps']);
    const turned = Array.isArray(steps) ? [...(steps as readonly Json[])].reverse() : null;
    expect(changed(['steps'], turned)).toMatchObject([
      { kind: 'CHANGED', path: '/steps', part: 'step', text: { vi: 'Các bước được xếp lại thứ tự.' } },
    ]);
  });

  it('says in both languages everything that differs between two procedures, always in the same order', () => {
    const changes = differenceOf(birth, death);
    expect(changes.length).toBeGreaterThan(100);
    expect(differenceOf(backwards(birth), backwards(death))).toEqual(changes);
    for (const { text } of changes) {
      expect(text.vi).toMatch(/^[^a-z].*\.$/su);
      expect(text.en).toMatch(/^[^a-z].*\.$/su);
    }
  });
});

describe('whatever changes in the JSON', () => {
  const places = allPlaces(first);
  const unchanged = JSON.stringify(first);
  const value = fc.oneof(
    fc.constantFrom<Json[]>(null, true, false, 0, 7, '', 'x', 'key', [], ['x'], {}, { key: 'x' }, [{ key: 'x' }]),
    fc.string(),
  );
  const edit = fc.oneof(
    fc.record({ how: fc.constant('put' as const), value }),
    fc.record({
      how: fc.constantFrom('remove' as const, 'turn' as const, 'repeat' as const),
      value: fc.constant(null),
    }),
    fc.record({ how: fc.constant('add' as const), value }),
  );

  it('is covered by a change that names the place', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), edit, (place, { how, value: fresh }) => {
        const after = editAt(first, place, how, fresh);
        const changes = differenceOf(first, after);
        if (JSON.stringify(after) === unchanged) return changes.length === 0;
        const wanted = keyed(place);
        return changes.some(({ path }) => isOnTheWay(path, wanted));
      }),
      { numRuns: 5_000 },
    );
  });

  it('and several changes at once leave none without its sentence', () => {
    const edits = fc.array(fc.tuple(fc.constantFrom(...places), edit), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(edits, (all) => {
        const after = all.reduce<Json>(
          (json, [place, { how, value: fresh }]) => editAt(json, place, how, fresh),
          first,
        );
        const changes = differenceOf(first, after);
        const differ = JSON.stringify(after) !== unchanged;
        return (
          changes.length > 0 === differ && changes.every(({ text, path }) => text.vi !== '' && path.startsWith('/'))
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

/** One is the other’s beginning; a number stands for any: where a key was lost, things are told apart by number. */
function isOnTheWay(path: string, wanted: readonly string[]): boolean {
  const steps = path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const most = Math.min(steps.length, wanted.length);
  return steps.slice(0, most).every((step, n) => step === wanted[n] || /^\d+$/.test(step));
}

/** The place with keys in place of numbers, where things have keys. */
function keyed(place: readonly Step[]): readonly string[] {
  return place.map((step, n) => {
    if (typeof step === 'string') return step;
    const list = String(place[n - 1]);
    const name =
      { options: 'value', legalBasis: 'code', cooperatingAgencies: 'agency', delivery: 'method' }[list] ?? 'key';
    const key = at(first, [...place.slice(0, n + 1), name]);
    return typeof key === 'string' ? key : String(step);
  });
}

function editAt(
  json: Json,
  place: readonly Step[],
  how: 'put' | 'remove' | 'turn' | 'repeat' | 'add',
  value: Json,
): Json {
  const there = at(json, place);
  if (there === undefined) return json;
  switch (how) {
    case 'put':
      return put(json, place, value);
    case 'remove':
      return put(json, place, undefined);
    case 'turn':
      return Array.isArray(there) ? put(json, place, [...(there as readonly Json[])].reverse()) : json;
    case 'repeat':
      return Array.isArray(there)
        ? put(json, place, [...(there as readonly Json[]), ...(there as readonly Json[]).slice(0, 1)])
        : json;
    case 'add':
      if (Array.isArray(there)) return put(json, place, [value, ...(there as readonly Json[])]);
      return typeof there === 'object' && there !== null
        ? put(json, place, Object.fromEntries([...Object.entries(there), ['added', value]]))
        : json;
  }
}

function put(json: Json, [step, ...rest]: readonly Step[], value: Json | undefined): Json {
  if (step === undefined) return value ?? null;
  if (Array.isArray(json)) {
    const list = json as readonly Json[];
    return list.flatMap((each, n) =>
      n !== step ? [each] : rest.length === 0 && value === undefined ? [] : [put(each, rest, value)],
    );
  }
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json).flatMap(([name, each]): readonly [string, Json][] =>
    name !== step ? [[name, each]] : rest.length === 0 && value === undefined ? [] : [[name, put(each, rest, value)]],
  );
  return Object.fromEntries(entries);
}

function at(json: Json, place: readonly Step[]): Json | undefined {
  return place.reduce<Json | undefined>((value, step) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.hasOwn(value, step) ? (Reflect.get(value, step) as Json) : undefined; // a member of JSON is JSON
  }, json);
}

function allPlaces(json: Json, way: readonly Step[] = []): readonly (readonly Step[])[] {
  if (typeof json !== 'object' || json === null) return way.length === 0 ? [] : [way];
  const inner = Object.entries(json).flatMap(([name, each]: [string, Json]) =>
    allPlaces(each, [...way, Array.isArray(json) ? Number(name) : name]),
  );
  return way.length === 0 ? inner : [way, ...inner];
}

/** The same with the members of every object the other way round. */
function backwards(json: Json): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map(backwards);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json)
      .reverse()
      .map(([name, each]: [string, Json]) => [name, backwards(each)]),
  );
}

/** Its option lists cut to three options each: the long ones would be most of the places there are. */
function shortened(json: Json): Json {
  const sets = Object.entries(at(json, ['optionSets']) ?? {}).map(([name, set]: [string, Json]) => {
    const options = at(set, ['options']);
    return [
      name,
      put(set, ['options'], Array.isArray(options) ? (options as readonly Json[]).slice(0, 3) : []),
    ] as const;
  });
  return put(json, ['optionSets'], Object.fromEntries(sets));
}

function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json; // what JSON.parse gives
}
