import { nameOfUnit, problemsOf, type Destination } from './destination.js';

const day = '2026-11-23';
const good: Destination = {
  receiverName: 'Nguyễn Thị Mẫu',
  receiverPhone: '0912 345 678',
  provinceCode: '01',
  wardCode: '09556',
  detail: 'Số 1 phố Mẫu',
};
const problems = (changes: Partial<Destination>) => problemsOf({ ...good, ...changes }, day);

describe('where a parcel may go', () => {
  it('is a ward that is there, to somebody with a name and a phone', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ provinceCode: '79', wardCode: '26734' })).toEqual([]);
  });

  it.each<[string, Partial<Destination>, object]>([
    ['no name', { receiverName: '  ' }, { field: 'receiverName', code: 'REQUIRED' }],
    ['a name without end', { receiverName: 'x'.repeat(121) }, { field: 'receiverName', code: 'TOO_LONG' }],
    ['a line break', { detail: 'Số 1\nSố 2' }, { field: 'detail', code: 'CONTROL_CHARACTER' }],
    ['a phone abroad', { receiverPhone: '+49 30 1234567' }, { field: 'receiverPhone', code: 'NOT_VIETNAMESE' }],
    ['a phone too short', { receiverPhone: '09123' }, { field: 'receiverPhone', code: 'WRONG_LENGTH' }],
    ['no phone at all', { receiverPhone: 'none' }, { field: 'receiverPhone', code: 'NOT_A_NUMBER' }],
    ['a province there never was', { provinceCode: '99' }, { field: 'provinceCode', code: 'UNKNOWN_PROVINCE' }],
    ['a ward there never was', { wardCode: '99999' }, { field: 'wardCode', code: 'UNKNOWN_WARD' }],
    ['a ward that is a word', { provinceCode: '79', wardCode: 'Sài' }, { field: 'wardCode', code: 'UNKNOWN_WARD' }],
  ])('is not %s', (_, changes, problem) => {
    expect(problems(changes)).toEqual([problem]);
  });

  it('is not a ward that was merged, and then its successors are named', () => {
    // Phường Mộ Lao (Hà Đông) until June 2025; its territory went to two wards, so both are named.
    expect(problems({ wardCode: '09541' })).toEqual([
      {
        ...{ field: 'wardCode', code: 'FORMER_UNIT' },
        successors: [
          { code: '00637', nameVi: 'Phường Đại Mỗ' },
          { code: '09556', nameVi: 'Phường Hà Đông' },
        ],
      },
    ]);
    expect(problems({ provinceCode: '02', wardCode: '00688' })).toMatchObject([
      { field: 'provinceCode', code: 'FORMER_UNIT', successors: [{ code: '08' }] },
    ]);
  });

  it('has the names of the day, former ones with whoever took them over', () => {
    expect(nameOfUnit('09556', day)).toBe('Phường Hà Đông');
    expect(nameOfUnit('09541', day)).toBe('Phường Mộ Lao (nay Phường Đại Mỗ hoặc Phường Hà Đông)');
    expect(nameOfUnit('01', day)).toContain('Hà Nội');
    expect(nameOfUnit('99999', day)).toBe('99999');
  });

  it('tells everything that is wrong at once', () => {
    const nothing = { receiverName: '', receiverPhone: 'x', provinceCode: '99', wardCode: '1', detail: '' };
    expect(problems(nothing).map(({ field }) => field)).toEqual([
      ...['receiverName', 'detail', 'receiverPhone', 'provinceCode'],
    ]);
  });
});
