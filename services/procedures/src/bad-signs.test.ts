import { problemText } from '@motcua/procedure-definition';
import { getDefinition, judge } from '../test/sample-applications.js';
import { birth, homeInHaDong, problemsWith } from '../test/spoilt-birth.js';

const lookAlikes: Readonly<Record<string, string>> = {
  'a Cyrillic а': '\u0430',
  'a Greek ο': '\u03bf',
  'a full-width A': '\uff21',
  'a full-width 0': '\uff10',
  'an Arabic 0': '\u0660',
  'a mathematical A': '\u{1d400}',
  'a zero-width space': '\u200b',
  'a zero-width joiner': '\u200d',
  'a byte order mark': '\ufeff',
  'a soft hyphen': '\u00ad',
  'a mark no Vietnamese letter takes': '\u0489',
};
const never: Readonly<Record<string, string>> = {
  'a right-to-left override': '\u202e',
  'a right-to-left mark': '\u200f',
  'an isolate': '\u2066',
  'a null character': '\u0000',
  'an escape': '\u001b',
  'a delete character': '\u007f',
  'a next-line character': '\u0085',
  'a line separator': '\u2028',
  'half of a surrogate pair': '\ud83d',
  'a noncharacter': '\uffff',
};
const lineEnds: Readonly<Record<string, string>> = { 'a line end': '\n', 'a Windows line end': '\r\n', 'a tab': '\t' };

describe('signs that deceive', () => {
  it.each([
    ['personName', 'motherName', 'Trần ', ' Hà', {}],
    ['personalId', 'motherPersonalId', '00019500', '0002', {}],
    ['phone', 'requesterPhone', '09000', '00001', {}],
    ['email', 'requesterEmail', 'nguoi', 'dan@example.com', {}],
    ['text with a pattern', 'childGivenName', 'A', 'n', {}],
    // Free texts name foreign places too: other scripts are none of our business, what hides or reorders signs is.
    ['text', 'birthFacilityName', 'Bệnh viện ', ' Mẫu', lookAlikes],
    ['longText', 'applicantNote', 'Xin nhận ', ' buổi sáng', { ...lookAlikes, ...lineEnds }],
  ])('are refused within a %s', (_, field, before, after, allowed) => {
    expect(problemsWith({ [field]: before + after })).toEqual([]);
    for (const [sign, text] of Object.entries({ ...lookAlikes, ...never, ...lineEnds })) {
      const expected = sign in allowed ? [] : [`${field} pattern`];
      expect([sign, ...problemsWith({ [field]: before + text + after })]).toEqual([sign, ...expected]);
    }
  });

  it.each(Object.entries(never))('are refused within an address: %s', (_, sign) => {
    expect(problemsWith({ hometown: { ...homeInHaDong, detail: `Số 1${sign} phố Mẫu` } })).toEqual([
      'hometown/detail pattern',
    ]);
  });

  it.each([
    ['a second address', 'a@example.com,b@example.com'],
    ['a name with an address', '"A"<a@example.com>'],
    ['a header', 'a@example.com\r\nBcc: b@example.com'],
    ['a host in another script', 'a@exаmple.com'],
    ['a host without a dot', 'a@example'],
  ])('are refused in place of an e-mail address: %s', (_, requesterEmail) => {
    expect(problemsWith({ requesterEmail })).toEqual(['requesterEmail pattern']);
  });
});

describe('a day or time that does not exist', () => {
  it.each([
    '2026-02-30',
    '2025-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-01',
    '2026-01-00',
    '0026-01-01',
    '26-01-01',
    '2026-1-1',
    '30/10/2026',
    '20261030',
    '2026-10-30T24:00:00',
    '2026-10-30 ',
    '２０２６-10-30',
    '2026‑10‑30',
  ])('is no date: %s', (childDob) => {
    expect(problemsWith({ childDob })).toEqual(['childDob type']);
  });

  it.each(['2024-02-29', '2026-10-30'])('but %s is one', (childDob) => {
    expect(problemsWith({ childDob })).toEqual([]);
  });

  it.each(['24:00', '7:30', '19:60', '07:30:00', '7 giờ 30', '０７:30', '-1:30'])(
    'is no time: %s',
    (childBirthTime) => {
      expect(problemsWith({ childBirthTime })).toEqual(['childBirthTime pattern']);
    },
  );
});

describe('an address', () => {
  it.each([
    ['in a ward merged into one', { wardCode: '09544' }, ['/wardCode option']],
    ['in a ward that was split', { wardCode: '09538' }, ['/wardCode option']],
    ['in a ward merged twice', { wardCode: '09547' }, ['/wardCode option']],
    ['in a province that was merged', { provinceCode: '17' }, ['/provinceCode option']],
    ['in a ward that never was', { wardCode: '99999' }, ['/wardCode option']],
    ['in a province that never was', { provinceCode: '99' }, ['/provinceCode option']],
    ['outside Hà Nội, where only the form of a ward is known', { provinceCode: '33', wardCode: '99999' }, []],
    ['outside Hà Nội, with a ward of another form', { provinceCode: '33', wardCode: '1261' }, ['/wardCode pattern']],
    ['with digits of full width', { wardCode: '０９５５６' }, ['/wardCode pattern']],
    ['with numbers', { provinceCode: 1, wardCode: 9556 }, ['/provinceCode type', '/wardCode type']],
    ['with a district', { districtCode: '268' }, ['/districtCode unknownField']],
    ['with two strangers', { z: 1, a: '' }, ['/a unknownField', '/z unknownField']],
    ['without its parts', { wardCode: null, detail: ' ' }, ['/wardCode required', '/detail required']],
    ['abroad with a ward', { countryCode: 'FR' }, ['/provinceCode notVisible', '/wardCode notVisible']],
    ['in no country', { countryCode: undefined }, ['/countryCode required']],
    [
      'in no country, elsewhere wrong too',
      { countryCode: '', wardCode: 'x' },
      ['/countryCode required', '/wardCode pattern'],
    ],
    ['in a country of three letters', { countryCode: 'VNM' }, ['/countryCode pattern']],
    ['of 500 signs', { detail: '😀'.repeat(500) }, []],
    ['of 501 signs', { detail: 'x'.repeat(501) }, ['/detail max']],
  ])('%s', (_, changes, problems) => {
    const hometown = Object.fromEntries(
      Object.entries({ ...homeInHaDong, ...changes }).filter(([, part]) => part !== undefined),
    );
    expect(problemsWith({ hometown })).toEqual(problems.map((problem) => `hometown${problem}`));
    // In a repeating group the same holds, with the place of the entry before it.
    const wide = { previousPlaces: [{ placeAddress: hometown, placeFrom: '2020-01-01', placeTo: '2021-01-01' }] };
    const found = judge('1.004873', { livedInSeveralPlaces: 'yes', ...wide }).problems.filter(
      ({ field }) => field === 'previousPlaces',
    );
    expect(found.map(({ path = '', code }) => `${path} ${code}`)).toEqual(
      problems.map((problem) => `/0/placeAddress${problem}`),
    );
  });

  it.each([
    ['09544', 'Nay là: Phường Hà Đông (09556)', 'It is now: Phường Hà Đông (09556)'],
    [
      '09538',
      'Nay thuộc một trong các đơn vị: Phường Hà Đông (09556), Phường Kiến Hưng (09552)',
      'It is now in one of: Phường Hà Đông (09556), Phường Kiến Hưng (09552)',
    ],
  ])('in the former ward %s says which took over, in both languages', (wardCode, vi, en) => {
    const [problem] = judge(birth, { hometown: { ...homeInHaDong, wardCode } }).problems.filter(
      ({ field }) => field === 'hometown',
    );
    const text = problem && problemText(getDefinition(birth), problem);
    expect(text?.vi).toContain(`Đơn vị hành chính đã sắp xếp lại: Quê quán. ${vi}`);
    expect(text?.en).toContain(`This administrative unit no longer exists: Native place (quê quán). ${en}`);
  });

  it('in a ward that never was says no more than that', () => {
    const [problem] = judge(birth, { hometown: { ...homeInHaDong, wardCode: '99999' } }).problems.filter(
      ({ field }) => field === 'hometown',
    );
    expect(problem).toEqual({ field: 'hometown', code: 'option', path: '/wardCode' });
    expect(problem && problemText(getDefinition(birth), problem).en).toMatch(/^Not one of the options: /);
  });
});
