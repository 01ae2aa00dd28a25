import { jest } from '@jest/globals';
import { remembered } from './remembered.js';

describe('what is remembered for a moment', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is asked once by those who come together, and again after a second', async () => {
    const asked: string[] = [];
    const find = remembered((id: string) => Promise.resolve(`${id} ${String(asked.push(id))}`));
    expect(await Promise.all([find('a'), find('a'), find('b')])).toEqual(['a 1', 'a 1', 'b 2']);
    jest.advanceTimersByTime(999);
    expect(await find('a')).toBe('a 1');
    jest.advanceTimersByTime(2);
    expect(await find('a')).toBe('a 3');
  });

  it('is neither nothing nor a failure', async () => {
    const answers = [
      () => Promise.resolve(null),
      () => Promise.reject(new Error('away')),
      () => Promise.resolve('here'),
    ];
    const find = remembered(() => answers.shift()?.() ?? Promise.resolve('over'));
    expect(await find('a')).toBeNull();
    await expect(find('a')).rejects.toThrow('away');
    expect(await find('a')).toBe('here');
    expect(await find('a')).toBe('here');
  });
});
