import { gatherWrites } from './gathered-writes.js';

function aSlowStore() {
  const written: (readonly number[])[] = [];
  const finish: ((error?: Error) => void)[] = [];
  const write = (items: readonly number[]): Promise<void> => {
    written.push(items);
    return new Promise((resolve, reject) => {
      finish.push((error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
    });
  };
  return { written, finish, put: gatherWrites(write) };
}

describe('writes that are gathered', () => {
  it('begin at once; what comes meanwhile is one more', async () => {
    const { written, finish, put } = aSlowStore();
    const [first, second, third] = [put(1), put(2), put(3)];
    expect(written).toEqual([[1]]);
    finish[0]?.();
    await first;
    expect(written).toEqual([[1], [2, 3]]);
    finish[1]?.();
    await Promise.all([second, third]);
    const last = put(4);
    expect(written).toEqual([[1], [2, 3], [4]]);
    finish[2]?.();
    await last;
  });

  it('fail for those alone who were in them', async () => {
    const { finish, put } = aSlowStore();
    const [first, second] = [put(1), put(2)];
    finish[0]?.(new Error('no database'));
    await expect(first).rejects.toThrow('no database');
    finish[1]?.();
    await second;
  });
});
