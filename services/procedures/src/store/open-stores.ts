import { createAggregateStore, type Mongo } from '@motcua/service-kit';
import type { Stores } from '../context.js';
import { calendarAggregate } from '../domain/calendar.js';
import { officeAggregate } from '../domain/office.js';
import { procedureDraftAggregate } from '../domain/procedure-draft.js';
import { retirementAggregate } from '../domain/retirement.js';
import { versionAggregate } from '../domain/version.js';
import { changesIndex } from './changes.js';

export async function openStores(mongo: Mongo): Promise<Stores> {
  const stores = {
    versions: createAggregateStore({
      mongo,
      aggregate: versionAggregate,
      indexes: [changesIndex, { key: { 'state.status': 1, _id: 1 }, name: 'published' }],
    }),
    offices: createAggregateStore({
      mongo,
      aggregate: officeAggregate,
      indexes: [
        changesIndex,
        { key: { 'state.status': 1, _id: 1 }, name: 'registered' },
        // Two offices with one prefix would give two dossiers one code.
        { key: { 'state.office.codePrefix': 1 }, name: 'prefix', unique: true },
      ],
    }),
    calendars: createAggregateStore({ mongo, aggregate: calendarAggregate, indexes: [changesIndex] }),
    retirements: createAggregateStore({
      mongo,
      aggregate: retirementAggregate,
      indexes: [changesIndex, { key: { 'state.status': 1, _id: 1 }, name: 'retired' }],
    }),
    drafts: createAggregateStore({
      mongo,
      aggregate: procedureDraftAggregate,
      indexes: [
        { key: { 'state.draftedAt': -1, _id: -1 }, name: 'newest' },
        { key: { 'state.unfinished': 1, _id: 1 }, name: 'unfinished' },
      ],
    }),
  };
  for (const store of Object.values(stores)) await store.ready();
  return stores;
}

/** The collections of what is published. */
export const publishedCollections: readonly string[] = [
  versionAggregate,
  officeAggregate,
  calendarAggregate,
  retirementAggregate,
].map(({ name }) => name);
