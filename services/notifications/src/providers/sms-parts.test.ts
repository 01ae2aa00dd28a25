import { splitSms } from './sms-parts.js';

const lengths = (text: string) => splitSms(text, 7).parts.map(({ message }) => message.length);

describe('a text in parts', () => {
  it.each([
    ['Ho so H26.153-261123-0001 da duoc tiep nhan. Hen tra: 25/11/2026.', 0, [65]],
    ['Phi: 8000d [bien lai]', 0, [21]],
    ['a'.repeat(160), 0, [160]],
    ['a'.repeat(161), 0, [153, 8]],
    ['a'.repeat(307), 0, [153, 153, 1]],
    [`${'a'.repeat(152)}€${'a'.repeat(10)}`, 0, [152, 11]],
    ['ồ'.repeat(70), 8, [70]],
    ['ồ'.repeat(71), 8, [67, 4]],
    ['ồ'.repeat(135), 8, [67, 67, 1]],
  ])('%s', (text, dataCoding, expected) => {
    expect(splitSms(text, 7).dataCoding).toBe(dataCoding);
    expect(lengths(text)).toEqual(expected);
  });

  it('says in each part which of how many it is, and of what', () => {
    const { parts } = splitSms('a'.repeat(307), 0x1a7);
    expect(parts.map(({ udh }) => udh?.toString('hex'))).toEqual(['050003a70301', '050003a70302', '050003a70303']);
    expect(splitSms('a', 7).parts[0]).not.toHaveProperty('udh');
  });

  it('never cuts a sign in two, and loses nothing', () => {
    const text = `${'ồ'.repeat(66)}😀${'ồ'.repeat(66)}😀`;
    const { parts } = splitSms(text, 7);
    expect(parts.map(({ message }) => message).join('')).toBe(text);
    expect(parts.every(({ message }) => !/[\uD800-\uDBFF]$/.test(message))).toBe(true);
  });
});
