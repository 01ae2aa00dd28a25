import { createAggregateStore, type AggregateStore, type Mongo } from '@motcua/service-kit';
import { correspondenceAggregate, type Correspondence, type CorrespondenceFact } from '../domain/correspondence.js';

export type CorrespondenceStore = AggregateStore<Correspondence, CorrespondenceFact>;

/** Correspondences, found by what is due on a channel. */
export async function openCorrespondenceStore(mongo: Mongo): Promise<CorrespondenceStore> {
  const store = createAggregateStore({
    mongo,
    aggregate: correspondenceAggregate,
    indexes: [
      { key: { 'state.nextActionAt.SMS': 1 }, name: 'due texts' },
      { key: { 'state.nextActionAt.EMAIL': 1 }, name: 'due letters' },
      { key: { 'state.references': 1 }, name: 'receipts' },
      { key: { 'state.askAt': 1 }, name: 'missing receipts' },
      { key: { 'state.fee.remindAt': 1 }, name: 'unpaid fees', sparse: true },
      { key: { 'state.forgetAt': 1 }, name: 'contacts of drafts', sparse: true },
    ],
  });
  await store.ready();
  return store;
}
