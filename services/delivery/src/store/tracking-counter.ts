import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey, type Collection } from '@motcua/service-kit/mongo';
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
  const count = async (_id: string): Promise<number | undefined> =>
    (await rows.findOneAndUpdate({ _id }, { $inc: { last: 1 } }, { returnDocument: 'after' }))?.last;
  return async ({ service, country, from }) => {
    // A range that is made longer goes on where it was; another beginning is another range.
    const id = `${service}${country}-${String(from)}`;
    const counted = (await count(id)) ?? (await begun(rows, id).then(() => count(id)));
    if (counted === undefined) throw new Error('the counter of tracking numbers did not count');
    return counted;
  };
}

/** Apart from counting: of two first numbers at once one creates the counter, and both count. */
async function begun(rows: Collection<CounterRow>, _id: string): Promise<void> {
  try {
    await rows.insertOne({ _id, last: 0 });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
