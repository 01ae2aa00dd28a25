import type { Context, Stores } from '../context.js';
import { readStores } from './read-stores.js';

type Following = Pick<Context, 'catalogue' | 'catchUp' | 'follow'>;

/**
 * The catalogue in memory: read whole now, and again when the probe tells that something was stored since.
 * @param probe another text after every change of what the stores hold
 */
export async function openCatalogue(stores: Stores, probe: () => Promise<string>): Promise<Following> {
  let seen = await probe();
  let catalogue = await readStores(stores);
  const follow = oneAtATime(async () => {
    // Probed before reading: what is stored meanwhile is found by the next look.
    const now = await probe();
    if (now === seen) return;
    catalogue = await readStores(stores, catalogue.versions);
    seen = now;
  });
  return {
    get catalogue() {
      return catalogue;
    },
    follow,
    async catchUp(store, ids) {
      const known = new Set(catalogue[store].map(({ id }) => id));
      const found = await stores[store].findMany(ids.filter((id) => !known.has(id)));
      if (found.some((stored) => stored !== null)) await follow();
    },
  };
}

/** Each call is answered by a run that began after it; calls that wait for one share it. */
function oneAtATime(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let waiting: Promise<void> | undefined;
  const start = (): Promise<void> => {
    running = run().finally(() => {
      running = undefined;
    });
    return running;
  };
  const next = (): Promise<void> => {
    waiting = undefined;
    return start();
  };
  return () => {
    if (running === undefined) return start();
    // However the run under way ends, its own callers hear about it.
    waiting ??= running.then(next, next);
    return waiting;
  };
}
