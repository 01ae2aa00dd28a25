import { jest } from '@jest/globals';
import * as crypto from 'node:crypto';

const compared: number[] = [];
jest.unstable_mockModule('node:crypto', () => ({
  ...crypto,
  timingSafeEqual: (left: Buffer, right: Buffer) => {
    compared.push(left.length);
    return crypto.timingSafeEqual(left, right);
  },
}));
const { hmacSha512, isSameChecksum } = await import('./vnpay-signature.js');

describe('a checksum', () => {
  const right = hmacSha512('a secret', 'vnp_Amount=2800000');
  beforeEach(() => (compared.length = 0));

  it.each([
    ['the right one', right, true],
    ['the right one in capitals', right.toUpperCase(), true],
    ['one that is wrong at its first sign', `x${right.slice(1)}`, false],
    ['one that is wrong at its last sign', `${right.slice(0, -1)}x`, false],
  ])('is compared in constant time, over all of it: %s', (_what, given, same) => {
    expect(isSameChecksum(given, right)).toBe(same);
    expect(compared).toEqual([128]);
  });

  it.each(['', right.slice(1), `${right}0`])('of another length is wrong: %#', (given) => {
    expect(isSameChecksum(given, right)).toBe(false);
    expect(compared).toEqual([]);
  });
});
