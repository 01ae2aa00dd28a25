import { compileCondition, type Condition } from './condition.js';

const a = (value: Condition) => value;

const empties: readonly unknown[] = [undefined, null, '', [], {}];

describe('a condition', () => {
  it.each([
    ['equals', a({ field: 'x', equals: '1' }), { holds: ['1'], fails: ['2', 1, ...empties] }],
    ['notEquals', a({ field: 'x', notEquals: '1' }), { holds: ['2', 1, ...empties], fails: ['1'] }],
    ['in', a({ field: 'x', in: ['1', true] }), { holds: ['1', true], fails: ['2', 'true', ...empties] }],
    ['present', a({ field: 'x', present: true }), { holds: ['1', 0, false, [0], { a: 1 }], fails: empties }],
    ['present: false', a({ field: 'x', present: false }), { holds: empties, fails: ['1', 0, false] }],
    ['not', a({ not: { field: 'x', equals: '1' } }), { holds: ['2', ...empties], fails: ['1'] }],
    [
      'all',
      a({
        all: [
          { field: 'x', present: true },
          { field: 'x', notEquals: '1' },
        ],
      }),
      { holds: ['2'], fails: ['1', ''] },
    ],
    [
      'any',
      a({
        any: [
          { field: 'x', equals: '1' },
          { field: 'x', equals: '2' },
        ],
      }),
      { holds: ['1', '2'], fails: ['3', ''] },
    ],
  ])('%s', (_, condition, { holds, fails }) => {
    const test = compileCondition(condition);
    expect(holds.filter((x) => !test({ x }))).toEqual([]);
    expect(fails.filter((x) => test({ x }))).toEqual([]);
  });

  it('that is absent always holds', () => {
    expect(compileCondition(undefined)({})).toBe(true);
    expect(compileCondition(null)({})).toBe(true);
  });
});
