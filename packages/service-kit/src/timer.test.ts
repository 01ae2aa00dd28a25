import { fixedClock } from './clock.js';
import { createLifecycle } from './lifecycle.js';
import { createLog } from './log.js';
import { startTimer } from './timer.js';

function open(run: (now: Date) => Promise<void>, everyMs = 60_000) {
  const lines: string[] = [];
  const log = createLog({ name: 'timer', destination: { write: (line) => lines.push(line) } });
  const lifecycle = createLifecycle(log, { exit: () => undefined });
  const clock = fixedClock('2026-11-23T02:00:00Z');
  startTimer({ name: 'overdue', everyMs, clock, run, lifecycle, log });
  return { lines, lifecycle, clock };
}

/** Runs that the test lets end one by one, and a promise for each begin. */
function runs() {
  const begins: ((now: Date) => void)[] = [];
  const ends: (() => void)[] = [];
  return {
    next: () => new Promise<Date>((resolve) => begins.push(resolve)),
    end: () => ends.shift()?.(),
    run: (now: Date) => {
      begins.shift()?.(now);
      return new Promise<void>((resolve) => ends.push(resolve));
    },
  };
}

describe('a timer', () => {
  it('runs at once, again at a jump, and never overlaps itself', async () => {
    const { run, next, end } = runs();
    let atOnce = 0;
    const first = next();
    const { clock, lifecycle } = open(async (now) => {
      atOnce += 1;
      expect(atOnce).toBe(1);
      await run(now);
      atOnce -= 1;
    });
    await first;
    const second = next();
    clock.set('2026-12-01T02:00:00Z');
    clock.set('2026-12-02T02:00:00Z');
    end();
    expect((await second).toISOString()).toBe('2026-12-02T02:00:00.000Z');
    const closing = lifecycle.close();
    end();
    await closing;
  });

  it('tries again at the next beat after an error', async () => {
    let count = 0;
    const again = new Promise<void>((resolve) => {
      const { lifecycle, lines } = open(() => {
        count += 1;
        if (count === 1) return Promise.reject(new Error('database gone'));
        if (count === 2) {
          expect(lines.join('')).toContain('database gone');
          void lifecycle.close().then(resolve);
        }
        return Promise.resolve();
      }, 5);
    });
    await again;
    expect(count).toBe(2);
  });

  it('is waited for when the process stops, and does not start again', async () => {
    const { run, next, end } = runs();
    const first = next();
    let finished = false;
    const { lifecycle, clock } = open(async (now) => {
      await run(now);
      finished = true;
    });
    await first;
    const closing = lifecycle.close();
    clock.set('2026-12-01T02:00:00Z');
    end();
    await closing;
    expect(finished).toBe(true);
  });
});
