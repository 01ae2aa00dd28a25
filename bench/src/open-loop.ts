import { setTimeout as until } from 'node:timers/promises';

export interface Load {
  readonly perSecond: number;
  readonly count: number;
  readonly act: (n: number) => Promise<void>;
}

/**
 * Begins `count` acts at a fixed pace whether or not earlier ones are done, as citizens do, and answers how long each took
 * in milliseconds, counted from the time it was due: a stall is charged to everything that waited behind it.
 */
export async function openLoop({ perSecond, count, act }: Load): Promise<readonly number[]> {
  const startedAt = performance.now();
  const acts: Promise<number>[] = [];
  for (let n = 0; n < count; n += 1) {
    const dueAt = startedAt + (n * 1000) / perSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await until(waitMs);
    acts.push(act(n).then(() => performance.now() - dueAt));
  }
  return Promise.all(acts);
}
