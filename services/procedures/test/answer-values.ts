/** Right, wrong and borderline answers of each type of field, as fast-check draws them. */
import { addDays } from '@motcua/vietnam';
import type { Field, ItemField, ProcedureDefinition } from '@motcua/procedure-definition';
import fc from 'fast-check';
import { today } from './sample-applications.js';

type Of<Type extends Field['type']> = Extract<Field, { type: Type }> | Extract<ItemField, { type: Type }>;
type TextField = Of<'text' | 'longText' | 'personName' | 'personalId' | 'phone' | 'email'>;
type Values = fc.Arbitrary<unknown>;

export const empty: Values = fc.constantFrom<unknown>(null, '', '   ', [], {});

/** Answers of every JSON type, so that each field meets each other type. */
export const ofAnyType: Values = fc.oneof(
  fc.constantFrom<unknown>(0, 1, -1, 1.5, 2 ** 53, 2 ** 60, true, false, 'x', '2020-02-02', ['x'], [[]], [{}], {
    a: 1,
  }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Signs that look like others or like nothing. */
const deceptive = [
  ['А', 'Cyrillic A'],
  ['а', 'Cyrillic a'],
  ['Ο', 'Greek O'],
  ['Ａ', 'full-width A'],
  ['０', 'full-width 0'],
  ['٣', 'Arabic 3'],
  ['ǃ', 'click'],
  ['\u200b', 'zero-width space'],
  ['\u200d', 'zero-width joiner'],
  ['\ufeff', 'byte order mark'],
  ['\u202e', 'right-to-left override'],
  ['\u2066', 'isolate'],
  ['\u0000', 'null'],
  ['\u001b', 'escape'],
  ['\u0085', 'next line'],
  ['\n', 'line end'],
  ['\t', 'tab'],
  ['\ud800', 'lone surrogate'],
  ['😀', 'two units, one sign'],
  ['\u0301', 'mark without letter'],
  ['\u2028', 'line separator'],
].map(([sign = '']) => sign);

const oddDays = [
  '2026-02-30',
  '2025-02-29',
  '2024-02-29',
  '1900-02-29',
  '2000-02-29',
  '2026-04-31',
  '2026-13-01',
  '2026-00-10',
  '2026-1-1',
  '26-01-01',
  '01/02/2026',
  '2026-01-01T00:00:00Z',
  '2026-01-01 ',
  '0999-12-31',
  '1000-01-01',
  '9999-12-31',
  '２026-01-01',
  '10000-01-01',
  '14:30',
];

const country = fc.constantFrom<unknown>('VN', 'VN', 'FR', 'vn', 'VNM', 'ＶN', 5, '', null, undefined);
const province = fc.constantFrom<unknown>('01', '01', '79', '17', '99', '1', '００', 1, '', undefined);
const ward = fc.constantFrom<unknown>(
  '09556',
  '00004',
  '26734',
  '09538',
  '00001',
  '99999',
  '9556',
  9556,
  {},
  undefined,
);
const detail = fc.oneof(
  fc.constantFrom<unknown>('Số 1 phố Mẫu', '', ' ', 7, 'x'.repeat(500), 'x'.repeat(501), '😀'.repeat(500), 'a\u202eb'),
  fc.constant('Số 1 phố Mẫu'.normalize('NFD')),
);
const goodAddress = fc.constantFrom<object>(
  { countryCode: 'VN', provinceCode: '01', wardCode: '09556', detail: 'Số 1 phố Mẫu' },
  { countryCode: 'VN', provinceCode: '79', wardCode: '26734', detail: 'Số 2 phố Mẫu' },
  { countryCode: 'FR', detail: '1 rue Exemple' },
);
const anyAddress = fc
  .record({ countryCode: country, provinceCode: province, wardCode: ward, detail })
  .chain((address) =>
    fc.oneof(
      { weight: 5, arbitrary: fc.constant(address) },
      fc.dictionary(strangers(), ofAnyType, { maxKeys: 2 }).map((more) => ({ ...address, ...more })),
    ),
  )
  .map(withoutUndefined);

/** Keys that no form has, those every object carries included. */
export function strangers(): fc.Arbitrary<string> {
  return fc.constantFrom(
    'stranger',
    'districtCode',
    '__proto__',
    'constructor',
    'toString',
    'length',
    'a/b',
    'a~b',
    '',
  );
}

/** An answer that is accepted where nothing else depends on it. */
export function goodValue(field: Field | ItemField, definition: ProcedureDefinition): Values {
  switch (field.type) {
    case 'text':
    case 'longText':
    case 'personName':
    case 'personalId':
    case 'phone':
    case 'email':
      return goodText(field);
    case 'date':
      return fc.constantFrom(today, addDays(today, -1), '2024-02-29', '2015-12-31', '2008-11-22', '1990-05-01');
    case 'number':
      return fc.integer({ min: field.min ?? 0, max: field.max ?? 100 });
    case 'boolean':
      return fc.constant(true);
    case 'select':
      return fc.constantFrom(
        ...optionsOf(field, definition)
          .filter((one) => one.offered)
          .map(({ value }) => value),
      );
    case 'address':
      return goodAddress;
    case 'repeatable':
      return fc.array(entryOf(field, definition, goodValue), { minLength: field.min ?? 1, maxLength: field.max ?? 5 });
    case 'multiSelect':
      return fc.subarray(
        optionsOf(field, definition).map(({ value }) => value),
        { minLength: field.min ?? 1, maxLength: field.max ?? 3 },
      );
    case 'file':
      return fc.constant('fil_000000000001');
  }
}

/** An answer that may be anything, near the field's limits most of the time. */
export function anyValue(field: Field | ItemField, definition: ProcedureDefinition): Values {
  const special = { weight: 8, arbitrary: typical(field, definition) };
  return fc.oneof(special, { weight: 2, arbitrary: ofAnyType }, { weight: 1, arbitrary: empty });
}

function typical(field: Field | ItemField, definition: ProcedureDefinition): Values {
  switch (field.type) {
    case 'text':
    case 'longText':
    case 'personName':
    case 'personalId':
    case 'phone':
    case 'email':
      return anyText(field);
    case 'date':
      return anyDay(field);
    case 'number':
      return fc.constantFrom(...around(field.min ?? 0), ...around(field.max ?? 100), 0.5, -0);
    case 'boolean':
      return fc.boolean();
    case 'select':
      return fc.constantFrom(...optionsOf(field, definition).map(({ value }) => value), 'toString', ' ', '０１');
    case 'address':
      return fc.oneof(goodAddress, anyAddress);
    case 'repeatable':
      return anyList(field, definition);
    case 'multiSelect': {
      const values = optionsOf(field, definition).map(({ value }) => value);
      const entry = fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom<unknown>(...values) },
        fc.constantFrom<unknown>('', 0, 1, true, null, [], { a: 1 }, 'toString'),
      );
      return fc.oneof(
        { weight: 9, arbitrary: fc.array(entry, { maxLength: 4 }) },
        fc.constant(Array(201).fill(values[0])),
      );
    }
    case 'file':
      return fc.constantFrom('fil_1', 'a\u202eb', '😀'.repeat(1000), '😀'.repeat(1001), 'x'.repeat(1001));
  }
}

function goodText({ type, pattern, min = 1, max = 30 }: TextField): Values {
  // The pattern of e-mail addresses allows more than the type does.
  if (type === 'email') return fc.constantFrom('nguoidan001@example.com', "o'neil+1@mail.example.vn");
  if (type === 'personName') return fc.constantFrom('Nguyễn Văn Mẫu', "O'Neil Thử", 'Đặng Thị Ửng-Mẫu');
  if (type === 'personalId' && pattern === undefined) return fc.constantFrom('000090000018', '000090000026');
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'));
  return fc
    .integer({ min, max: Math.min(max, 60) })
    .map((length) => 'Mẫu khai thử '.repeat(10).slice(0, length).replace(/ $/, '.'));
}

function anyText(field: TextField): Values {
  const good = goodText(field).map(String);
  const bounds = [...around(field.min ?? 1), ...around(field.max ?? 254), ...around(field.max ?? 1000)];
  return fc.oneof(
    good,
    good.map((text) => text.slice(1)),
    good.map((text) => text + text.slice(-1)),
    good.map((text) => `  ${text.normalize('NFD')}\u00a0`),
    fc.tuple(good, fc.constantFrom(...deceptive), fc.nat()).map(([text, sign, at]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + sign + text.slice(place);
    }),
    fc
      .tuple(fc.constantFrom(...bounds), fc.constantFrom('a', '1', '😀', 'ễ'))
      .map(([length, sign]) => sign.repeat(Math.max(0, length))),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('a'.repeat(10_000), '1'.repeat(10_000)),
  );
}

function anyDay({ min = '', max = '' }: Of<'date'>): Values {
  const fixed = [min, max].filter((bound) => /^\d/.test(bound));
  const days = [...fixed, today, '2020-11-22', '2014-11-22', '2016-01-01', '2026-09-23'];
  return fc.oneof(
    fc.constantFrom(...days.flatMap((day) => [addDays(day, -1), day, addDays(day, 1)])),
    fc.constantFrom(...oddDays),
    fc.tuple(fc.integer({ min: 1000, max: 9998 }), fc.nat(20), fc.nat(39)).map(([year, month, date]) => {
      return `${year}-${String(month % 14).padStart(2, '0')}-${String(date % 33).padStart(2, '0')}`;
    }),
  );
}

function anyList(field: Of<'repeatable'>, definition: ProcedureDefinition): Values {
  const entry = fc.oneof(
    { weight: 4, arbitrary: entryOf(field, definition, goodValue) },
    { weight: 4, arbitrary: entryOf(field, definition, anyValue) },
    { weight: 1, arbitrary: ofAnyType },
  );
  const { max = 10 } = field;
  return fc
    .constantFrom(0, 1, 2, max, max + 1)
    .chain((length) => fc.array(entry, { minLength: length, maxLength: length }));
}

function entryOf(
  { itemFields }: Of<'repeatable'>,
  definition: ProcedureDefinition,
  value: (field: ItemField, definition: ProcedureDefinition) => Values,
): Values {
  const parts = fc.record(Object.fromEntries(itemFields.map((item) => [item.key, value(item, definition)])));
  if (value === goodValue) return parts;
  const left = fc.subarray([...itemFields.map(({ key }) => key)]);
  const more = fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    fc.dictionary(strangers(), ofAnyType, { maxKeys: 1 }),
  );
  return fc.tuple(parts, left, more).map(([entry, keys, unknown]) => ({
    ...Object.fromEntries(Object.entries(entry).filter(([key]) => keys.includes(key))),
    ...unknown,
  }));
}

function optionsOf({ options }: Of<'select' | 'multiSelect'>, { optionSets }: ProcedureDefinition) {
  return (optionSets[options]?.options ?? []).map(({ value, guideScope }) => ({
    value,
    offered: guideScope !== false,
  }));
}

function around(bound: number): readonly number[] {
  return [bound - 1, bound, bound + 1];
}

function withoutUndefined(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
