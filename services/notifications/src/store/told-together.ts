import type { CorrespondenceStore } from './correspondence-store.js';

const waitMs = 100;

/**
 * The store as its relay listens to it: a moment late, so that the claim of a message, its outcome and what happens on the other
 * channel meanwhile are looked at once. What a crash takes away in that moment, the relay's own sweep finds.
 */
export function toldTogether(store: CorrespondenceStore): {
  readonly store: CorrespondenceStore;
  readonly flush: () => void;
} {
  const listeners: ((id: string) => void)[] = [];
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const ids = [...waiting];
    waiting.clear();
    for (const id of ids) for (const listener of listeners) listener(id);
  };
  store.onStored((id) => {
    waiting.add(id);
    timer ??= setTimeout(flush, waitMs);
  });
  return { store: { ...store, onStored: (listener) => void listeners.push(listener) }, flush };
}
