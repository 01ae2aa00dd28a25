import { createHash } from 'node:crypto';

/** As it goes to the subscriber. */
export interface Told {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface Answered {
  readonly told: Told;
  /** Nothing more will come of it: there is no such thing for this viewer. */
  readonly isLast: boolean;
  /** A part was missing that may come back without anybody telling. */
  readonly isPartial: boolean;
}

export interface WatchOptions {
  /** One at a time; aborted when nobody waits for the answer any more. */
  readonly ask: (signal: AbortSignal) => Promise<Answered>;
  /** Resolves when the transport has room for one more. */
  readonly room: () => Promise<void>;
  /** Once, however it ends. */
  readonly onEnd: () => void;
  readonly paces: Paces;
}

export interface Paces {
  /** From a change to the question, for what else the same cause will change. */
  readonly gatherMs: number;
  /** Asked once more so long after a change: other services hear of it at the same time as we do. */
  readonly settleMs: number;
  /** Asked again so long after an answer with a part missing, then twice as long, and so on. */
  readonly retryMs: number;
  readonly longestRetryMs: number;
}

export const usualPaces: Paces = { gatherMs: 200, settleMs: 2_000, retryMs: 2_000, longestRetryMs: 60_000 };

export interface Watch extends AsyncGenerator<Told, void, void> {
  readonly changed: () => void;
  /** Says one last thing, if anything, then nothing more. */
  readonly end: (last?: Told) => void;
}

/**
 * What somebody watches, as a stream that is pulled: nothing is asked before the last answer has left, so a slow reader
 * costs one flag, and however much changes meanwhile, only how it is now is told. The first answer comes at once, and an
 * answer that says nothing new is not told.
 */
export function watch(options: WatchOptions): Watch {
  const { paces } = options;
  const { asking, stop, alarms, wake } = createAsking(options);
  let last: Told | undefined;
  const end = (told?: Told): void => {
    if (!asking.hasEnded()) last = told;
    stop();
  };
  const finished = (): Promise<IteratorResult<Told, void>> => {
    end();
    return Promise.resolve({ done: true, value: undefined });
  };
  return {
    async next() {
      while (!asking.hasEnded()) {
        const told = await asking.news();
        if (told !== undefined) return { done: false, value: told };
      }
      const value = last;
      last = undefined;
      return value === undefined ? { done: true, value } : { done: false, value };
    },
    changed() {
      if (asking.hasEnded()) return;
      alarms.setUnlessSet('gather', paces.gatherMs, wake.up);
      alarms.set('settle', paces.settleMs, wake.up);
    },
    end,
    return: finished,
    throw: finished,
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await finished();
    },
  };
}

/** The questions of one watch, each answer once. */
function createAsking({ ask, room, onEnd, paces }: WatchOptions) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const hasEnded = (): boolean => signal.aborted;
  const alarms = createAlarms();
  const wake = createWake();
  let lastPrint = '';
  let partials = 0;
  const stop = (): void => {
    if (signal.aborted) return;
    stopping.abort();
    alarms.clear();
    wake.up();
    onEnd();
  };
  /** Undefined when there is nothing new, or nobody to tell any more. */
  const news = async (): Promise<Told | undefined> => {
    await wake.wait();
    await room();
    if (hasEnded()) return undefined;
    wake.rest(); // what changes from now on is asked again
    const { told, isLast, isPartial } = await ask(signal);
    if (hasEnded()) return undefined;
    partials = isPartial ? partials + 1 : 0;
    if (isLast) stop();
    else if (isPartial)
      alarms.set('retry', Math.min(paces.retryMs * 2 ** (partials - 1), paces.longestRetryMs), wake.up);
    const print = printOf(told);
    if (print === lastPrint && !isLast) return undefined;
    lastPrint = print;
    return told;
  };
  return { asking: { news, hasEnded }, stop, alarms, wake };
}

/** Awake at first; who waits goes on as soon as it is. */
function createWake() {
  let isAwake = true;
  let goOn: (() => void) | undefined;
  return {
    up: (): void => {
      isAwake = true;
      goOn?.();
      goOn = undefined;
    },
    rest: (): void => {
      isAwake = false;
    },
    wait: (): Promise<void> =>
      isAwake
        ? Promise.resolve()
        : new Promise((resolve) => {
            goOn = resolve;
          }),
  };
}

type AlarmName = 'gather' | 'settle' | 'retry';

function createAlarms() {
  const set = new Map<AlarmName, NodeJS.Timeout>();
  const alarm = (name: AlarmName, afterMs: number, ring: () => void): void => {
    clearTimeout(set.get(name));
    const timer = setTimeout(() => {
      set.delete(name);
      ring();
    }, afterMs);
    set.set(name, timer);
  };
  return {
    set: alarm,
    setUnlessSet: (name: AlarmName, afterMs: number, ring: () => void): void => {
      if (!set.has(name)) alarm(name, afterMs, ring);
    },
    clear: (): void => {
      for (const timer of set.values()) clearTimeout(timer);
      set.clear();
    },
  };
}

/** Of what a subscriber would notice: not of the ids under which logs tell more. A digest, for the answer may be large. */
function printOf({ data, errors = [], extensions }: Told): string {
  const noticed = [data, errors.map(({ message, extensions: { code } = {} }) => [message, code]), extensions];
  return createHash('sha1').update(JSON.stringify(noticed)).digest('base64');
}
