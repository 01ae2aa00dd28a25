import { createAggregateStore, type Mongo } from '@motcua/service-kit';
import type { Stores } from '../context.js';
import { calendarAggregate } from '../domain/calendar.js';
import { officeAggregate } from '../domain/office.js';
import { versionAggregate } from '../domain/version.js';

export async function openStores(mongo: Mongo): Promise<Stores> {
  const stores = {
    versions: createAggregateStore({
      mongo,
      aggregate: versionAggregate,
      indexes: [{ key: { 'state.status': 1, _id: 1 }, name: 'published' }],
    }),
    offices: createAggregateStore({
      mongo,
      aggregate: officeAggregate,
      indexes: [
        { key: { 'state.status': 1, _id: 1 }, name: 'registered' },
        // Two offices with one prefix would give two dossiers one code.
        { key: { 'state.office.codePrefix': 1 }, name: 'prefix', unique: true },
      ],
    }),
    calendars: createAggregateStore({ mongo, aggregate: calendarAggregate }),
  };
  for (const store of Object.values(stores)) await store.ready();
  return stores;
}
