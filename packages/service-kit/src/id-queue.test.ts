import { createIdQueue } from './id-queue.js';

describe('one id at a time', () => {
  it('works on one id once at a time, again when asked meanwhile, and on others beside it', async () => {
    const running = new Map<string, number>();
    const done: string[] = [];
    const queue = createIdQueue(2, async (id) => {
      running.set(id, (running.get(id) ?? 0) + 1);
      expect(running.get(id)).toBe(1);
      expect(running.size).toBeLessThanOrEqual(2);
      await Promise.resolve();
      running.delete(id);
      done.push(id);
    });
    for (const id of ['a', 'a', 'b', 'c', 'a']) queue.add(id);
    await queue.idle();
    expect(done.toSorted()).toEqual(['a', 'a', 'b', 'c']);
  });
});
