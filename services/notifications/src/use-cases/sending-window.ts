/** What is being sent right now: so many at once and no more, each correspondence once. */
export interface SendingWindow {
  isAtWorkOn(id: string): boolean;
  isIdle(): boolean;
  /** Resolves when one more may start. */
  free(): Promise<void>;
  /** The task never rejects. */
  start(id: string, task: () => Promise<void>): void;
  /** Resolves when everything that was started is over. */
  idle(): Promise<void>;
}

export function createSendingWindow(size: number): SendingWindow {
  const underWay = new Map<string, Promise<void>>();
  return {
    isAtWorkOn: (id) => underWay.has(id),
    isIdle: () => underWay.size === 0,
    async free() {
      while (underWay.size >= size) await Promise.race(underWay.values());
    },
    start(id, task) {
      underWay.set(
        id,
        task().finally(() => underWay.delete(id)),
      );
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}
