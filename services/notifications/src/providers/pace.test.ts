import { createPace } from './pace.js';

const both = ['first', 'second'];
let now = 0;
const after = (minutes: number) => (now = minutes * 60_000);
const seeing = (slow: number, quick: number) => {
  now = 0;
  const pace = createPace(() => now);
  for (let count = 0; count < slow; count += 1) pace.record('first', true);
  for (let count = 0; count < quick; count += 1) pace.record('first', false);
  return pace;
};

describe('the quickest provider', () => {
  it.each([
    ['the first while nothing is known', 0, 0, 'first'],
    ['the first while too little is known', 4, 0, 'first'],
    ['the first when it is slow now and then', 1, 9, 'first'],
    ['the second when the first is slow too often', 2, 8, 'second'],
    ['the second when the first answers nobody', 20, 0, 'second'],
  ])('is %s', (_, slow, quick, expected) => {
    expect(seeing(slow, quick).order(both)[0]).toBe(expected);
  });

  it('is the less slow one when both are', () => {
    const pace = seeing(5, 5);
    for (let count = 0; count < 10; count += 1) pace.record('second', true);
    expect(pace.order(both)).toEqual(['first', 'second']);
  });

  it('is the first again when what was slow is long ago', () => {
    const pace = seeing(20, 0);
    after(4);
    expect(pace.order(both)[0]).toBe('second');
    after(6);
    expect(pace.order(both)[0]).toBe('first');
  });

  it('is told by the last few hundred answers only', () => {
    const pace = seeing(400, 0);
    for (let count = 0; count < 500; count += 1) pace.record('first', false);
    expect(pace.order(both)[0]).toBe('first');
  });
});
