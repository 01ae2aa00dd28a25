import { followOffset, readFirstOffset } from './clock-offset.js';
import type { Lifecycle } from './lifecycle.js';
import type { Log } from './log.js';

export interface Clock {
  now(): Date;
  /** Calls the listener after each jump of the time; answers how to stop listening. */
  onJump(listener: () => void): () => void;
}

/**
 * The system's clock, or the sandbox's where `url` is given: `GET <url>` answers `{"offsetMs": n}`, `<url>/stream` is a
 * server-sent event stream of the same at each move. The offset is added to the system's time.
 */
export async function createClock(options: {
  readonly url?: string | undefined;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
}): Promise<Clock> {
  const { url, lifecycle, log } = options;
  if (url === undefined) return { now: () => new Date(), onJump: () => () => undefined };
  const { clock, moveTo } = offsetClock(log);
  moveTo(await readFirstOffset(url, lifecycle.signal));
  const following = followOffset(url, moveTo, lifecycle.signal, log);
  lifecycle.defer('clock', () => following);
  return clock;
}

/** A clock that stands still until it is set, for tests. */
export function fixedClock(at: string): Clock & { set(at: string): void } {
  let current = new Date(at);
  const listeners = new Set<() => void>();
  return {
    now: () => new Date(current),
    onJump: (listener) => listen(listeners, listener),
    set(next) {
      current = new Date(next);
      for (const listener of listeners) listener();
    },
  };
}

function offsetClock(log: Log): { clock: Clock; moveTo: (offsetMs: number) => void } {
  let offset = 0;
  const listeners = new Set<() => void>();
  return {
    clock: { now: () => new Date(Date.now() + offset), onJump: (listener) => listen(listeners, listener) },
    moveTo(offsetMs) {
      if (offsetMs === offset) return;
      if (offsetMs < offset) log.warn('the clock was set back', { offsetMs });
      else log.info('the clock jumped', { offsetMs });
      offset = offsetMs;
      for (const listener of listeners) listener();
    },
  };
}

function listen(listeners: Set<() => void>, listener: () => void): () => void {
  // Wrapped, so that the same function registered twice is two registrations.
  const registered = (): void => {
    listener();
  };
  listeners.add(registered);
  return () => {
    listeners.delete(registered);
  };
}
