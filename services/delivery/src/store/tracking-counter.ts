import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey } from '@motcua/service-kit/mongo';
import type { TrackingRange } from '../domain/tracking-range.js';

interface CounterRow {
  readonly _id: string;
  readonly last: number;
}

const name = 'tracking-counters';

/** One counter a range: a place once given is never given again, also when nothing came of it. */
export async function openTrackingCounter(mongo: Mongo): Promise<(range: TrackingRange) => Promise<number>> {
  await ensureCollection(mongo, name);
  const rows = databaseOf(mongo).collection<CounterRow>(name);
  const next = async (_id: string): Promise<number> => {
    const row = await rows.findOneAndUpdate({ _id }, { $inc: { last: 1 } }, { upsert: true, returnDocument: 'after' });
    if (row === null) throw new Error('the counter of tracking numbers did not count');
    return row.last;
  };
  return async ({ service, country, from }) => {
    // A range that is made longer goes on where it was; another beginning is another range.
    const id = `${service}${country}-${String(from)}`;
    try {
      return await next(id);
    } catch (error) {
      // Two first numbers of a range raced to create the counter; now it exists.
      if (isDuplicateKey(error)) return next(id);
      throw error;
    }
  };
}
