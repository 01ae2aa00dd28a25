import type { Stored, StoredListener } from '@motcua/service-kit';
import type { Correspondence, CorrespondenceFact } from '../domain/correspondence.js';
import type { CorrespondenceStore } from './correspondence-store.js';

const waitMs = 250;

/**
 * The store as its relay listens to it: a moment late, so that a message's outcome and what happens on the other channel meanwhile
 * are told at once. What a crash takes away in that moment, the relay's own sweep finds.
 */
export function toldTogether(store: CorrespondenceStore): {
  readonly store: CorrespondenceStore;
  readonly flush: () => void;
} {
  const listeners: StoredListener<Correspondence, CorrespondenceFact>[] = [];
  const waiting = new Map<string, Stored<Correspondence, CorrespondenceFact>>();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const all = [...waiting];
    waiting.clear();
    for (const [id, stored] of all) for (const listener of listeners) listener(id, stored);
  };
  store.onStored((id, stored) => {
    if (stored.version > (waiting.get(id)?.version ?? 0)) waiting.set(id, stored);
    timer ??= setTimeout(flush, waitMs);
  });
  return { store: { ...store, onStored: (listener) => void listeners.push(listener) }, flush };
}
