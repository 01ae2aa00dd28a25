import { createAggregateStore, type AggregateStore, type Mongo } from '@motcua/service-kit';
import type { AgencyNotices } from '../context.js';
import { agencyNotice, type AgencyNoticeState, type AnswerRefused } from '../domain/agency-notice.js';

export interface AgencyNoticeStore extends AgencyNotices {
  /** For the relay. */
  readonly aggregates: AggregateStore<AgencyNoticeState, AnswerRefused>;
}

/** As long as dead letters; the feed itself keeps them for a shorter time. */
const keptForSeconds = 90 * 86_400;

export function createAgencyNoticeStore(mongo: Mongo): AgencyNoticeStore {
  const age = { key: { 'state.refusedAt': 1 }, name: 'age', expireAfterSeconds: keptForSeconds };
  const aggregates = createAggregateStore({ mongo, aggregate: agencyNotice, indexes: [age] });
  return { aggregates, execute: (id, cause, decide) => aggregates.execute(id, cause, decide) };
}
