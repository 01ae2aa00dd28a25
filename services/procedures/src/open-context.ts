import { openRequestRegister, type Clock, type Mongo } from '@motcua/service-kit';
import type { Context, Stores } from './context.js';
import type { Vocabulary } from './domain/vocabulary.js';
import { createChangeProbe } from './store/changes.js';
import { openCatalogue } from './store/open-catalogue.js';
import { publishedCollections } from './store/open-stores.js';
import { openTextStore } from './store/texts.js';

/** What use cases reach; the stores are open and loaded by now. */
export async function openContext(
  mongo: Mongo,
  stores: Stores,
  given: { readonly vocabulary: Vocabulary; readonly clock: Clock },
): Promise<Context> {
  const following = await openCatalogue(stores, createChangeProbe(mongo, publishedCollections));
  const texts = await openTextStore(mongo);
  const registerRequest = await openRequestRegister(mongo);
  return {
    ...given,
    ...{ stores, texts, registerRequest },
    // Not spread: the catalogue is another one after each reading.
    get catalogue() {
      return following.catalogue;
    },
    catchUp: following.catchUp,
    follow: following.follow,
  };
}
