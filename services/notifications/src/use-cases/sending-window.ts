/** What is being sent right now: so many at once and no more, each correspondence once. */
export interface SendingWindow {
  isAtWorkOn(id: string): boolean;
  isIdle(): boolean;
  /** There is room, and nobody is at work on it. */
  mayStart(id: string): boolean;
  /** Somebody was, after this moment (`performance.now()`); of long ago nothing is known. */
  wasAtWorkOn(id: string, after: number): boolean;
  /** Resolves when one more may start. */
  free(): Promise<void>;
  /** The task never rejects. */
  start(id: string, task: () => Promise<void>): void;
  /** Resolves when everything that was started is over. */
  idle(): Promise<void>;
}

const endsRemembered = 1_000;

export function createSendingWindow(size: number): SendingWindow {
  const underWay = new Map<string, Promise<void>>();
  const ends = new Map<string, number>();
  const waiting: (() => void)[] = [];
  const end = (id: string): void => {
    underWay.delete(id);
    ends.delete(id);
    ends.set(id, performance.now());
    const [oldest = id] = ends.keys();
    if (ends.size > endsRemembered) ends.delete(oldest);
    waiting.shift()?.();
  };
  return {
    isAtWorkOn: (id) => underWay.has(id),
    isIdle: () => underWay.size === 0,
    mayStart: (id) => underWay.size < size && !underWay.has(id),
    wasAtWorkOn: (id, after) => (ends.get(id) ?? 0) > after,
    async free() {
      while (underWay.size >= size) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    start(id, task) {
      underWay.set(
        id,
        task().finally(() => {
          end(id);
        }),
      );
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}
