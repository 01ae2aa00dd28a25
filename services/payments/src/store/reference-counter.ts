import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey } from '@motcua/service-kit/mongo';

interface CounterRow {
  readonly _id: string;
  readonly last: number;
}

const name = 'reference-counters';

/** One counter a day: the numbers in references for the bank. A number once given is never given again. */
export async function openReferenceCounter(mongo: Mongo): Promise<(day: string) => Promise<number>> {
  await ensureCollection(mongo, name);
  const rows = databaseOf(mongo).collection<CounterRow>(name);
  const next = async (day: string): Promise<number> => {
    const row = await rows.findOneAndUpdate(
      { _id: day },
      { $inc: { last: 1 } },
      { upsert: true, returnDocument: 'after' },
    );
    if (row === null) throw new Error('the counter of references did not count');
    return row.last;
  };
  return async (day) => {
    try {
      return await next(day);
    } catch (error) {
      // Two first attempts of a day raced to create the counter; now it exists.
      if (isDuplicateKey(error)) return next(day);
      throw error;
    }
  };
}
