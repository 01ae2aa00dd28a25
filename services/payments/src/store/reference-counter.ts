import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey } from '@motcua/service-kit/mongo';

interface CounterRow {
  readonly _id: string;
  readonly last: number;
}

const name = 'reference-counters';
const attempts = 20;

/** One counter a day: the numbers in references for the bank. A number once given is never given again. */
export async function openReferenceCounter(mongo: Mongo): Promise<(day: string) => Promise<number>> {
  await ensureCollection(mongo, name);
  const rows = databaseOf(mongo).collection<CounterRow>(name);
  const count = async (day: string): Promise<number | null> => {
    try {
      const counted = { upsert: true, returnDocument: 'after' } as const;
      return (await rows.findOneAndUpdate({ _id: day }, { $inc: { last: 1 } }, counted))?.last ?? null;
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  };
  return async (day) => {
    // The first attempts of a day race to create the counter; who loses that counts again, once it exists.
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const counted = await count(day);
      if (counted !== null) return counted;
    }
    throw new Error('the counter of references did not count');
  };
}
