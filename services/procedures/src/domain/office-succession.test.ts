import type { Office } from './office.js';
import { checkSuccession, isOpen, officeAnsweringFor, predecessorsOf } from './office-succession.js';

const office = (id: string, validFrom: string, validUntil?: string, successorOfficeId?: string): Office => ({
  ...{ id, codePrefix: id, name: { vi: 'Mẫu' }, phone: '0900000001', address: 'Sân số 1' },
  ...{ provinceCode: '01', wardCode: '09556', procedureCodes: ['9.000001'], validFrom },
  ...(validUntil === undefined ? {} : { validUntil }),
  ...(successorOfficeId === undefined ? {} : { successorOfficeId }),
});

const first = office('first', '2020-01-01', '2021-12-31', 'second');
const second = office('second', '2022-01-01', '2023-12-31', 'third');
const other = office('other', '2020-01-01', '2023-12-31', 'third');
const third = office('third', '2024-01-01');
const all = [first, second, other, third];

describe('the office that answers for a closed one', () => {
  it.each([
    ['2020-06-01', 'first'],
    ['2021-12-31', 'first'],
    ['2022-01-01', 'second'],
    ['2024-01-01', 'third'],
  ])('on %s is %s', (day, expected) => {
    expect(officeAnsweringFor(first, all, day)?.id).toBe(expected);
  });

  it('knows whose dossiers came to it, the office closed last first', () => {
    const ids = (of: Office, day: string) => predecessorsOf(of, all, day).map(({ id }) => id);
    expect(ids(third, '2024-01-01')).toEqual(['other', 'second', 'first']);
    expect(ids(second, '2024-01-01')).toEqual(['first']);
    expect(ids(second, '2021-12-31')).toEqual([]);
    expect(ids(first, '2024-01-01')).toEqual([]);
  });

  it('is nobody when what was stored leads nowhere or in a circle', () => {
    expect(officeAnsweringFor(first, [first], '2024-01-01')).toBeNull();
    const circle = [office('a', '2020-01-01', '2020-12-31', 'b'), office('b', '2020-01-01', '2020-12-31', 'a')];
    const [a = first] = circle;
    expect(officeAnsweringFor(a, circle, '2024-01-01')).toBeNull();
    expect(predecessorsOf(a, circle, '2024-01-01').map(({ id }) => id)).toEqual(['b']);
  });

  it('is open from its first to its last day', () => {
    const open = (day: string) => isOpen(second, day);
    expect(['2021-12-31', '2022-01-01', '2023-12-31', '2024-01-01'].map(open)).toEqual([false, true, true, false]);
  });
});

describe('a list of offices', () => {
  const problems = (...offices: Office[]) =>
    checkSuccession(offices).map(({ at, key, message }) => `${at}/${key}: ${message}`);

  it('is sound when every closed office leads to an open one', () => {
    expect(problems(...all)).toEqual([]);
  });

  it.each([
    [[office('a', '2020-01-01', undefined, 'b'), third], '0/validUntil: only a closed office has a successor'],
    [[office('a', '2020-01-01', '2021-01-01')], '0/successor: a closed office needs one that took over'],
    [[office('a', '2020-01-01', '2019-12-31', 'third'), third], '0/validUntil: before the office opened on 2020-01-01'],
    [[office('a', '2020-01-01', '2021-01-01', 'b')], '0/successor: no such office: b'],
    [[office('a', '2020-01-01', '2021-01-01', 'a')], '0/successor: a leads back to a'],
    [
      [office('a', '2020-01-01', '2021-01-01', 'third'), third],
      '0/successor: third is not open on the day after 2021-01-01',
    ],
    [
      [office('a', '2020-01-01', '2022-01-01', 'first'), ...all],
      '0/successor: first is not open on the day after 2022-01-01',
    ],
  ])('%# is refused with its place', (offices, problem) => {
    expect(problems(...offices)).toEqual([problem]);
  });

  it('names every office of a circle', () => {
    const circle = ['a', 'b', 'c'].map((id, at) => office(id, '2020-01-01', '2021-01-01', ['b', 'c', 'a'][at]));
    expect(problems(...circle)).toEqual([
      '0/successor: b leads back to a',
      '1/successor: c leads back to b',
      '2/successor: a leads back to c',
    ]);
  });
});
