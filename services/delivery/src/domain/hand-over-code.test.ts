import { randomBytes } from 'node:crypto';
import { handOverCodeFrom, isSameCode } from './hand-over-code.js';

describe('the code at the door', () => {
  it('has six digits, and is the same whenever it is reckoned from one key', () => {
    const keys = Array.from({ length: 500 }, () => randomBytes(32).toString('base64url'));
    const codes = keys.map(handOverCodeFrom);
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
    expect(keys.map(handOverCodeFrom)).toEqual(codes);
    expect(new Set(codes).size).toBeGreaterThan(480);
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
  });

  it.each([
    ['123456', true],
    ['123 456', true],
    ['123457', false],
    ['12345', false],
    ['1234567', false],
    ['', false],
  ])('%j told at the door: %s', (told, same) => {
    expect(isSameCode(told, '123456')).toBe(same);
  });
});
