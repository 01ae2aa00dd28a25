import type { Clock } from './clock.js';
import { kitCounters } from './kit-counters.js';
import type { Lifecycle } from './lifecycle.js';
import type { Log } from './log.js';

/**
 * Runs at once, then every `everyMs` milliseconds of real time, and at once when the clock jumps. Never overlaps itself:
 * a jump during a run leads to one more run after it. An error is logged and tried again at the next beat. Stopping waits
 * for the run that is under way.
 */
export function startTimer(options: {
  readonly name: string;
  readonly everyMs: number;
  readonly clock: Clock;
  readonly run: (now: Date) => Promise<void>;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
}): void {
  const { name, everyMs, clock, lifecycle, log } = options;
  let running: Promise<void> | undefined;
  let again = false;
  let beat: NodeJS.Timeout | undefined;

  const runNow = (): void => {
    if (lifecycle.signal.aborted) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    clearTimeout(beat);
    again = false;
    running = runOnce(options).finally(() => {
      running = undefined;
      if (again) runNow();
      else if (!lifecycle.signal.aborted) beat = setTimeout(runNow, everyMs);
    });
  };

  const stopListening = clock.onJump(runNow);
  lifecycle.defer(`timer ${name}`, async () => {
    stopListening();
    clearTimeout(beat);
    await running;
    log.debug('timer stopped', { timer: name });
  });
  runNow();
}

async function runOnce({
  name,
  clock,
  run,
  log,
}: {
  readonly name: string;
  readonly clock: Clock;
  readonly run: (now: Date) => Promise<void>;
  readonly log: Log;
}): Promise<void> {
  try {
    await run(clock.now());
    kitCounters.timerRuns.inc({ timer: name, outcome: 'done' });
  } catch (error) {
    kitCounters.timerRuns.inc({ timer: name, outcome: 'failed' });
    log.error('timer failed, tried again at the next beat', { timer: name, error });
  }
}
