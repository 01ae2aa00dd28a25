import { createAggregateStore, type AggregateStore, type Mongo } from '@motcua/service-kit';
import { databaseOf } from '@motcua/service-kit/mongo';
import type { DraftNotices } from '../context.js';
import { draftNotice, type DraftNoticeState, type ExpiryApproached } from '../domain/draft-notice.js';

export interface DraftNoticeStore extends DraftNotices {
  /** For the relay. */
  readonly aggregates: AggregateStore<DraftNoticeState, ExpiryApproached>;
}

/** What was told about drafts; it holds a sealed contact, so it goes when the draft goes. */
export function createDraftNoticeStore(mongo: Mongo): DraftNoticeStore {
  const aggregates = createAggregateStore({ mongo, aggregate: draftNotice });
  const rows = databaseOf(mongo).collection<{ readonly _id: string }>(draftNotice.name);
  return {
    aggregates,
    execute: (id, cause, decide) => aggregates.execute(id, cause, decide),
    async forget(draftId) {
      await rows.deleteOne({ _id: draftId, unrelayedSince: { $exists: false } });
      return (await rows.countDocuments({ _id: draftId }, { limit: 1 })) === 0;
    },
  };
}
