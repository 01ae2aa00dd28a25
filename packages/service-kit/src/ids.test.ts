import { derivedId, newId } from './ids.js';

describe('ids', () => {
  it('sort by the time they were made and never meet', () => {
    const times = ['2026-11-23T02:00:00.000Z', '2026-11-23T02:00:00.001Z', '2027-01-01T00:00:00.000Z'];
    const ids = times.map((time) => newId('dos', new Date(time)));
    expect([...ids].sort()).toEqual(ids);
    expect(ids[0]).toMatch(/^dos_[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    const many = Array.from({ length: 1_000 }, () => newId('dos', new Date(0)));
    expect(new Set(many).size).toBe(1_000);
  });

  it('hold their time as a ULID does', () => {
    expect(newId('dos', new Date('2016-07-30T23:54:10.259Z')).slice(4, 14)).toBe('01ARZ3NDEK');
  });

  it('that are derived follow from their parts and from where the parts end', () => {
    expect(derivedId('dft', 'cit_1', 'r-1')).toBe(derivedId('dft', 'cit_1', 'r-1'));
    expect(derivedId('dft', 'a', 'bc')).not.toBe(derivedId('dft', 'ab', 'c'));
    expect(derivedId('dft', 'a')).not.toBe(derivedId('msg', 'a').replace('msg', 'dft'));
    expect(derivedId('dft', 'a')).toMatch(/^dft_[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  it.each(['dos_', 'D', 'x', '', 'toolongprefix'])('refuse the prefix "%s"', (prefix) => {
    expect(() => newId(prefix, new Date(0))).toThrow('not an id prefix');
  });
});
