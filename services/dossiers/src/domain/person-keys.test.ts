import type { ContactAnswers, Subject } from '@motcua/procedure-definition';
import { duplicateTexts, personTexts, searchedPersonTexts } from './person-keys.js';

const somebody = (change: Partial<Subject> = {}): Subject => ({
  ...{ name: 'Đỗ Thị Hoà Mẫu', bornOn: '1990-05-17', personalId: '000190000071' },
  ...change,
});
const contact = (change: Partial<ContactAnswers> = {}): ContactAnswers => ({
  ...{ name: 'Đỗ Thị Hoà Mẫu', personalId: '000190000071', phone: '0900000071', email: null },
  ...change,
});
const shared = (one: readonly string[], other: readonly string[]) => one.filter((text) => other.includes(text)).length;

describe('two applications are about the same person', () => {
  const base = duplicateTexts('9.000001', [somebody()]);

  it.each<[string, Partial<Subject>, number]>([
    ['in every way', {}, 2],
    ['in capitals, decomposed, with other spaces', { name: ' ĐỖ  THỊ HOÀ\tMẪU '.normalize('NFD') }, 2],
    ['with the mark on the other vowel, or none', { name: 'do thi hòa mau' }, 2],
    ['by name and birth alone', { personalId: null }, 1],
    ['by personal id alone', { name: 'Đỗ Thị Hiền Mẫu', bornOn: null }, 1],
    ['with the id in groups', { name: null, personalId: '000 190 000 071' }, 1],
    ['not by name without a birth', { bornOn: null, personalId: null }, 0],
    ['not by birth without a name', { name: ' ', personalId: null }, 0],
    ['not when born on another day', { bornOn: '1990-05-18', personalId: null }, 0],
    ['not by an id that is none', { name: null, personalId: '71' }, 0],
  ])('%s', (_, change, expected) => {
    expect(shared(base, duplicateTexts('9.000001', [somebody(change)]))).toBe(expected);
  });

  it('never across procedures', () => {
    expect(shared(base, duplicateTexts('9.000002', [somebody()]))).toBe(0);
  });

  it('if any of them is, each said once', () => {
    const couple = duplicateTexts('9.000001', [somebody(), somebody({ name: 'Người Khác Mẫu', personalId: null })]);
    expect(shared(base, couple)).toBe(2);
    expect(duplicateTexts('9.000001', [somebody(), somebody()])).toHaveLength(2);
  });
});

describe('a person is found', () => {
  const known = personTexts(contact(), [somebody({ personalId: '000090000072' })]);

  it.each([
    ['0900000071', 1],
    ['+84 900 000 071', 1],
    ['0900.000.071', 1],
    ['000190000071', 1],
    ['000190 000071', 1],
    ['000090000072', 1],
    ['0900000072', 0],
    ['00019000007', 0],
    ['Đỗ Thị Hoà Mẫu', 0],
    ['', 0],
  ])('by %p: %p', (typed, expected) => {
    expect(shared(searchedPersonTexts(typed), known)).toBe(expected);
  });

  it('never by a phone number for a personal id, though both may be digits', () => {
    const phoneOnly = personTexts(contact({ personalId: null }), []);
    const idOnly = personTexts(contact({ phone: null, personalId: '0900000071' }), []);
    expect(shared(phoneOnly, idOnly)).toBe(0);
  });
});
