import { Refused } from '../refused.js';

/** Business time of the whole platform: the system's time plus an offset that only grows. */
export interface Clock {
  now(): Date;
  offsetMs(): number;
  /** Refuses CLOCK_BACKWARDS and CLOCK_TOO_FAR. */
  moveTo(instant: Date): void;
  moveBy(byMs: number): void;
  onMove(listener: () => void): () => void;
  /** Runs once when the clock has reached the instant, by the passing of time or by a jump; answers how to call it off. */
  at(instant: Date, run: () => void): () => void;
  stop(): void;
}

interface Due {
  readonly atMs: number;
  readonly run: () => void;
}

const furthest = Date.UTC(2100, 0, 1);
/** The longest a Node timer can wait; a longer wait is cut and looked at again. */
const longestTimerMs = 2 ** 31 - 1;

/** `startsAt`: what it shows at first, the past included; the system's time when absent. */
export function createClock(systemNow: () => number = Date.now, startsAt?: Date): Clock {
  let offset = startsAt === undefined ? 0 : startsAt.getTime() - systemNow();
  const listeners = new Set<() => void>();
  const now = (): number => systemNow() + offset;
  const agenda = createAgenda(now);
  const moveTo = (instant: Date): void => {
    const byMs = instant.getTime() - now();
    if (byMs < 0) throw new Refused(409, 'CLOCK_BACKWARDS', 'the clock never goes back');
    if (instant.getTime() > furthest) throw new Refused(400, 'CLOCK_TOO_FAR', 'the clock stops at the year 2100');
    offset += byMs;
    // Followers first: they should know the time when what was waiting for it reaches them.
    for (const listener of listeners) listener();
    agenda.runDue();
  };
  return {
    now: () => new Date(now()),
    offsetMs: () => offset,
    moveTo,
    moveBy: (byMs) => moveTo(new Date(now() + byMs)),
    onMove(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    at: (instant, run) => agenda.add({ atMs: instant.getTime(), run }),
    stop() {
      agenda.clear();
      listeners.clear();
    },
  };
}

/** What waits for its time, the earliest first; between jumps one timer waits for the next. */
function createAgenda(now: () => number) {
  const waiting = new Set<Due>();
  let timer: NodeJS.Timeout | undefined;
  const runDue = (): void => {
    for (let next = earliest(waiting); next !== undefined && next.atMs <= now(); next = earliest(waiting)) {
      waiting.delete(next);
      next.run();
    }
    clearTimeout(timer);
    const next = earliest(waiting);
    timer = next && setTimeout(runDue, Math.min(Math.max(next.atMs - now(), 0), longestTimerMs)).unref();
  };
  return {
    runDue,
    add(due: Due): () => void {
      waiting.add(due);
      // Never inside the caller: what is due at once runs after it.
      queueMicrotask(runDue);
      return () => waiting.delete(due);
    },
    clear(): void {
      clearTimeout(timer);
      waiting.clear();
    },
  };
}

function earliest(waiting: ReadonlySet<Due>): Due | undefined {
  let first: Due | undefined;
  for (const due of waiting) if (first === undefined || due.atMs < first.atMs) first = due;
  return first;
}
