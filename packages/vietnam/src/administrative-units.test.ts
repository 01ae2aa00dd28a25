import {
  checkAddressUnits,
  findAdministrativeUnit,
  listProvinces,
  listWards,
  searchAdministrativeUnits,
  successorsOf,
  unitsCoded,
  wardsNamed,
} from './administrative-units.js';

const today = '2026-11-22';
const namesOf = (units: readonly { code: string; nameVi: string | null }[]) =>
  units.map(({ code, nameVi }) => `${code} ${nameVi}`);

describe('administrative units', () => {
  it('are 34 provinces, and 126 wards in Hà Nội, the only province whose wards are held', () => {
    expect(listProvinces()).toHaveLength(34);
    expect(listWards('01')).toHaveLength(126);
    expect(listWards('33')).toBeNull();
  });

  it('lets one code name different units on different days', () => {
    expect(findAdministrativeUnit('00004', '2025-06-30')?.nameVi).toBe('Phường Trúc Bạch');
    expect(findAdministrativeUnit('00004', '2025-07-01')?.nameVi).toBe('Phường Ba Đình');
    expect(findAdministrativeUnit('99999', today)).toBeNull();
  });

  it('follows Phường Nguyễn Trãi (Hà Đông) through both reforms without choosing for the citizen', () => {
    expect(findAdministrativeUnit('09538', '2024-06-01')).toMatchObject({
      nameVi: 'Phường Nguyễn Trãi',
      districtVi: 'Quận Hà Đông',
    });
    expect(findAdministrativeUnit('09538', '2025-03-01')?.nameVi).toBe('Phường Quang Trung');
    expect(findAdministrativeUnit('09538', today)).toBeNull();
    const both = ['09556 Phường Hà Đông', '09552 Phường Kiến Hưng'];
    expect(namesOf(successorsOf('09538', '2024-06-01'))).toEqual(both);
    expect(namesOf(successorsOf('09538'))).toEqual(both);
    expect(namesOf(successorsOf('09547'))).toEqual(both);
  });

  it('says that 199 of the 526 old wards were split', () => {
    const old = searchAdministrativeUnits('', { includeFormer: true });
    expect(old).toEqual([]);
    const codes = Array.from({ length: 12_000 }, (_, code) => String(code).padStart(5, '0'));
    const former = codes.filter((code) => findAdministrativeUnit(code, '2025-06-30') !== null);
    expect(former).toHaveLength(526);
    expect(former.filter((code) => successorsOf(code).length > 1)).toHaveLength(199);
    expect(former.filter((code) => successorsOf(code).length === 0)).toEqual([]);
  });

  it('gives a unit in force as its own successor and nothing for an unknown one', () => {
    expect(namesOf(successorsOf('09556', today))).toEqual(['09556 Phường Hà Đông']);
    expect(namesOf(successorsOf('17', '2025-01-01'))).toEqual(['25 Tỉnh Phú Thọ']);
    expect(successorsOf('99999')).toEqual([]);
  });

  it('finds names typed without marks, former ones when asked', () => {
    expect(namesOf(searchAdministrativeUnits('ha dong'))).toEqual(['09556 Phường Hà Đông']);
    expect(namesOf(searchAdministrativeUnits('Hoà Bình'))).toEqual([]);
    expect(namesOf(searchAdministrativeUnits('nguyen trai', { includeFormer: true }))).toContain(
      '09538 Phường Nguyễn Trãi',
    );
    expect(namesOf(searchAdministrativeUnits('hoa binh', { includeFormer: true, level: 'province' }))).toEqual([
      '17 Tỉnh Hoà Bình',
    ]);
    expect(searchAdministrativeUnits('xa', { limit: 3 })).toHaveLength(3);
  });

  it.each([
    ['Nguyễn Trãi', ['10231 Xã Nguyễn Trãi', '09538 Phường Nguyễn Trãi']],
    ['nguyen  trai', ['10231 Xã Nguyễn Trãi', '09538 Phường Nguyễn Trãi']],
    ['phuong nguyen trai', ['09538 Phường Nguyễn Trãi']],
    ['P. Nguyễn Trãi', ['09538 Phường Nguyễn Trãi']],
    ['Nguyễn Trãi, Hà Đông', ['09538 Phường Nguyễn Trãi']],
    ['Nguyễn Trãi, quận Hà Đông, Hà Nội', ['09538 Phường Nguyễn Trãi']],
    ['Nguyễn Trãi, Nha Trang', ['10231 Xã Nguyễn Trãi', '09538 Phường Nguyễn Trãi']],
    ['xã Nguyễn Trãi', ['10231 Xã Nguyễn Trãi']],
    ['phường hà đông', ['09556 Phường Hà Đông']],
    ['Nguyễn', []],
    ['phường', []],
    ['', []],
    [',', []],
  ])('finds the wards that bear or bore the name “%s”: %j', (name, expected) => {
    expect(namesOf(wardsNamed(name))).toEqual(expected);
  });

  it('says every unit that a code names or named', () => {
    expect(namesOf(unitsCoded('09538'))).toEqual(['09538 Phường Quang Trung', '09538 Phường Nguyễn Trãi']);
    expect(namesOf(unitsCoded('00004'))).toEqual(['00004 Phường Ba Đình', '00004 Phường Trúc Bạch']);
    expect(unitsCoded('99999')).toEqual([]);
  });

  it.each([
    ['01', '09556', 'ok'],
    ['01', '09538', 'unknownWard'],
    ['33', '12619', 'ok'],
    ['33', '1261', 'unknownWard'],
    ['17', '00001', 'unknownProvince'],
    ['09556', '09556', 'unknownProvince'],
  ])('judges province %s with ward %s in an address: %s', (provinceCode, wardCode, verdict) => {
    expect(checkAddressUnits({ provinceCode, wardCode }, today)).toBe(verdict);
  });
});
