export interface IdQueue {
  /** Asks for work on this id; asked again while it is being worked on, it gets another round afterwards. */
  readonly add: (id: string) => void;
  /** Resolves when nothing is asked for and nothing is being worked on. */
  readonly idle: () => Promise<void>;
}

/** Works on a few ids at once, never twice on one id at the same time. `work` never rejects. */
export function createIdQueue(atOnce: number, work: (id: string) => Promise<void>): IdQueue {
  const asked = new Set<string>();
  const working = new Set<string>();
  const idleListeners: (() => void)[] = [];

  const startNext = (): void => {
    for (const id of asked) {
      if (working.size >= atOnce) return;
      if (working.has(id)) continue;
      asked.delete(id);
      working.add(id);
      void work(id).finally(() => {
        working.delete(id);
        startNext();
      });
    }
    if (working.size === 0) for (const listener of idleListeners.splice(0)) listener();
  };
  return {
    add(id) {
      asked.add(id);
      startNext();
    },
    idle: () =>
      new Promise((resolve) => {
        idleListeners.push(resolve);
        startNext();
      }),
  };
}
