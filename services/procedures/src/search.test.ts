import { readCatalogue } from './read-catalogue.js';
import { fits, inForce, type PublishedVersion } from './domain/published-version.js';
import { procedureIdOf, versionIdOf } from './domain/version.js';

const catalogue = readCatalogue();
const versions: readonly PublishedVersion[] = (catalogue.ok ? catalogue.definitions : []).map((definition) => {
  const { code, version, effectiveFrom } = definition.procedure;
  const ids = { id: versionIdOf(code, version), procedureId: procedureIdOf(code) };
  return { ...ids, code, version, effectiveFrom, publishedAt: new Date('2026-06-15T02:00:00Z'), definition };
});
const found = (asked: Parameters<typeof fits>[1]): readonly string[] =>
  versions.filter((version) => fits(version, asked)).map(({ code }) => code);

describe('a search among the eight procedures', () => {
  it.each([
    ['khai sinh', ['2.000986']],
    ['KHAI  SINH', ['2.000986']],
    ['đăng ký khai sinh- đăng ký thường trú', ['2.000986']],
    ['thuong tru khai', ['2.000986', '2.002622']],
    ['ket hon', ['1.000894', '1.004746']],
    ['hôn nhân', ['1.004873']],
    ['giam ho', ['1.004837', '1.004845']],
    ['trich luc', ['2.000635']],
    ['2.000986', ['2.000986']],
    ['000986', ['2.000986']],
    ['marriage', ['1.000894', '1.004746']],
    ['birth certificate of a ship', []],
    ['…', versions.map(({ code }) => code)],
  ])('for “%s” finds %j', (search, codes) => {
    expect(found({ search })).toEqual(expect.arrayContaining(codes));
    if (codes.length === 0) expect(found({ search })).toEqual([]);
  });

  it('narrows by sector and level as well', () => {
    expect(found({ level: 3 })).toEqual(['1.000894', '1.004746']);
    expect(found({ sector: 'ho tich', level: 4 })).toHaveLength(6);
    expect(found({ sector: 'bao hiem' })).toEqual(['2.000986']);
    expect(found({ sector: 'dat dai' })).toEqual([]);
  });

  it('refuses to look for a book', () => {
    expect(() => found({ search: 'a'.repeat(201) })).toThrow('fewer words');
  });
});

describe('the version in force', () => {
  const [birth] = versions;
  const following = (version: number, effectiveFrom: string): PublishedVersion => {
    if (birth === undefined) throw new Error('the catalogue is empty');
    return { ...birth, version, effectiveFrom };
  };
  const both = [following(2, '2027-03-01'), following(1, '2026-07-01')];

  it.each([
    ['2026-06-30', []],
    ['2026-07-01', [1]],
    ['2027-02-28', [1]],
    ['2027-03-01', [2]],
  ])('on %s is %j', (day, expected) => {
    expect(inForce(both, day).map(({ version }) => version)).toEqual(expected);
  });
});
