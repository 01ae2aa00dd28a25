import type { Clock } from '@motcua/service-kit';
import type { Context, Stores } from '../context.js';
import type { Vocabulary } from '../domain/vocabulary.js';
import { readStores } from './read-stores.js';

/** The catalogue in memory, read whole now and again when somebody asks for something newer than it. */
export async function openCatalogue(stores: Stores, vocabulary: Vocabulary, clock: Clock): Promise<Context> {
  let catalogue = await readStores(stores);
  let reading: Promise<void> | undefined;
  const readAgain = async (): Promise<void> => {
    catalogue = await readStores(stores);
  };
  return {
    get catalogue() {
      return catalogue;
    },
    vocabulary,
    async catchUp(store, ids) {
      const known = new Set(catalogue[store].map(({ id }) => id));
      const found = await stores[store].findMany(ids.filter((id) => !known.has(id)));
      if (found.every((stored) => stored === null)) return;
      reading ??= readAgain().finally(() => {
        reading = undefined;
      });
      await reading;
    },
    clock,
  };
}
