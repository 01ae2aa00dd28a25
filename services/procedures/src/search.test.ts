import { readFiles } from './read-files.js';
import { inForce, type PublishedVersion } from './domain/published-version.js';
import { searchProcedures, type ProcedureSearch } from './domain/search-procedures.js';
import type { Vocabulary } from './domain/vocabulary.js';
import { procedureIdOf, versionIdOf } from './domain/version.js';

const { definitions, vocabulary } = readFiles();
const versions: readonly PublishedVersion[] = definitions.map((definition) => {
  const { code, version, effectiveFrom } = definition.procedure;
  const ids = { id: versionIdOf(code, version), procedureId: procedureIdOf(code) };
  return {
    ...ids,
    code,
    version,
    effectiveFrom,
    publishedAt: new Date('2026-06-15T02:00:00Z'),
    retiredFrom: null,
    definition,
  };
});
const found = (asked: ProcedureSearch): readonly string[] =>
  searchProcedures(versions, asked, vocabulary).map(({ code }) => code);

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

  it.each([
    ['con mới sinh', ['2.000986']],
    ['con moi sinh', ['2.000986']],
    ['Sinh con', ['2.000986']],
    ['giấy khai sinh', ['2.000986', '2.000635']],
    ['tôi muốn làm giấy khai sinh cho con', ['2.000986', '2.000635']],
    ['cưới', ['1.000894']],
    ['cuo', ['1.000894']],
    ['giấy độc thân ở đâu', ['1.004873']],
    ['người mất', ['2.002622']],
    ['qua doi', ['2.002622']],
    ['bản sao giấy khai sinh', ['2.000635']],
    ['mất giấy khai sinh', ['2.000635']],
    ['mất giấy kết hôn', ['1.004746', '2.000635']],
    ['newborn', ['2.000986']],
    ['how to get married', ['1.000894']],
    ['copy of birth certificate', ['2.000635']],
    ['1.001193', ['2.000986']],
    ['thẻ bảo hiểm', ['2.000986']],
    ['kết hôn', ['1.000894', '1.004746', '2.000635']],
    ['đăng ký', ['1.000894', '1.004746', '1.004837', '1.004845', '2.000986', '2.002622', '2.000635']],
  ])('for “%s” finds %j, best first, and nothing else', (search, codes) => {
    expect(found({ search })).toEqual(codes);
  });

  it.each(['con', 'mat', 'sinh moi con', 'khai sinh xe máy', 'mới', 'tôi'])('for “%s” finds nothing', (search) => {
    expect(found({ search })).toEqual([]);
  });

  it('follows a life event, also together with words', () => {
    expect(found({ lifeEvent: 'having-a-child' })).toEqual(['2.000635', '2.000986']);
    expect(found({ lifeEvent: 'having-a-child', search: 'thuong tru' })).toEqual(['2.000986']);
    expect(found({ lifeEvent: 'having-a-child', search: 'độc thân' })).toEqual([]);
    expect(() => found({ lifeEvent: 'winning-the-lottery' })).toThrow('no such life event');
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

describe('the order of what is found', () => {
  const [pattern] = versions;
  const invented = (code: string, names: object): PublishedVersion => {
    if (pattern === undefined) throw new Error('the catalogue is empty');
    const { procedure, ...lists } = pattern.definition;
    const plain = { nameVi: 'x', nameEn: 'x', guideNameVi: 'x', otherCodes: [], results: [] };
    return { ...pattern, code, definition: { ...lists, procedure: { ...procedure, ...plain, ...names } } };
  };
  const courts = [
    invented('9.000001', { results: [{ nameVi: 'Thẻ sân quần vợt', nameEn: 'x', documentCode: null }] }),
    invented('9.000002', {}),
    invented('9.000003', { guideNameVi: 'mượn sân quần vợt' }),
    invented('9.000004', { nameVi: 'Thuê sân quần vợt' }),
    invented('9.000005', { nameVi: 'Trả sân quần vợt' }),
    invented('9.000006', {}),
    invented('9.000007', { nameVi: 'Thuê bể bơi' }),
  ];
  const words: Vocabulary = {
    lifeEvents: [],
    synonyms: new Map([
      ['9.000002', [['san'], ['quan', 'vot']]],
      ['9.000006', [['san', 'quan', 'vot']]],
    ]),
    fillers: [['toi', 'muon']],
  };
  const order = (search: string) => searchProcedures(courts, { search }, words).map(({ code }) => code.slice(-1));

  it('is: said whole by a synonym, name, guide’s name, synonyms, other words; then by code', () => {
    expect(order('sân quần vợt')).toEqual(['6', '4', '5', '3', '2', '1']);
    expect(order('tôi muốn quần vợt')).toEqual(['2', '4', '5', '3', '1']);
  });

  it('takes the words of a synonym in their order only, and one of several for none', () => {
    expect(order('vợt quần')).toEqual(['4', '5', '3', '1']);
    expect(order('quần')).toEqual(['4', '5', '3', '1']);
    expect(order('quần v')).toEqual(['2', '4', '5', '3', '1']);
  });

  it('lets fillers count when nothing else was typed', () => {
    expect(order('tôi muốn')).toEqual([]);
    expect(order('')).toEqual(['1', '2', '3', '4', '5', '6', '7']);
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
