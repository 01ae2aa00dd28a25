import fc from 'fast-check';
import { parseValue } from 'graphql';
import { scalars } from './scalars.js';

const canary = 'Nguyễn Canary';
const refusal = (attempt: () => unknown): string => {
  try {
    attempt();
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'accepted';
};

describe('DateTime', () => {
  const { DateTime } = scalars;
  it.each([
    ['2026-11-23T09:00:00+07:00', '2026-11-23T02:00:00.000Z'],
    ['2026-11-23T02:00Z', '2026-11-23T02:00:00.000Z'],
    ['2026-11-23T02:00:00.123456789Z', '2026-11-23T02:00:00.123Z'],
  ])('reads %s', (text, instant) => {
    expect(DateTime.parseValue(text).toISOString()).toBe(instant);
    expect(DateTime.parseLiteral(parseValue(JSON.stringify(text))).toISOString()).toBe(instant);
  });
  it.each(['2026-11-23', '2026-11-23T09:00:00', '2026-02-30T09:00:00Z', '2026-11-23T25:00:00Z', canary, 0, null])(
    'refuses %s',
    (value) => {
      expect(refusal(() => DateTime.parseValue(value))).toMatch(/^DateTime is .*\.$/);
      expect(refusal(() => DateTime.parseValue(value))).not.toContain('Canary');
    },
  );
  it('writes a Date or a text that is one, and nothing else', () => {
    expect(DateTime.serialize(new Date('2026-11-23T02:00:00Z'))).toBe('2026-11-23T02:00:00.000Z');
    expect(DateTime.serialize('2026-11-23T09:00:00+07:00')).toBe('2026-11-23T02:00:00.000Z');
    expect(refusal(() => DateTime.serialize(new Date(Number.NaN)))).toMatch(/^DateTime is/);
  });
});

describe('Date', () => {
  it('is every day of the calendar and no other', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }), (day) => {
        const text = day.toISOString().slice(0, 10);
        expect(scalars.Date.parseValue(text)).toBe(text);
        expect(scalars.Date.serialize(text)).toBe(text);
      }),
      { seed: 20_261_123 },
    );
    for (const wrong of ['2026-02-29', '2026-13-01', '2026-1-1', '20261123', '2026-11-23T00:00:00Z', new Date(), 1]) {
      expect(refusal(() => scalars.Date.parseValue(wrong))).toMatch(/^Date is/);
    }
  });
});

describe('JSON', () => {
  const { JSON: json } = scalars;
  it('takes any data, from variables and from the document', () => {
    const data = { a: [1, 'x', null, true], b: { c: { d: [] } } };
    expect(json.parseValue(data)).toEqual(data);
    expect(json.parseLiteral(parseValue('{a: [1, "x", null, true], b: {c: {d: []}}}'))).toEqual(data);
  });
  it.each([
    ['a prototype', JSON.parse(`{"a": {"__proto__": {"admin": "${canary}"}}}`)],
    ['a constructor', { a: [{ constructor: canary }] }],
    ['too many levels', JSON.parse(`${'['.repeat(30)}"${canary}"${']'.repeat(30)}`)],
    ['too many values', Array.from({ length: 20_001 }, () => canary)],
    ['too much text', { a: canary.repeat(10_000) }],
    ['a promise', { a: Promise.resolve(canary) }],
  ] as readonly [string, unknown][])('refuses %s without quoting it', (_, value) => {
    expect(refusal(() => json.parseValue(value))).toMatch(/^JSON (has|holds) .*\.$/);
    expect(refusal(() => json.parseValue(value))).not.toContain('Canary');
  });
});
