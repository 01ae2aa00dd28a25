import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey } from '@motcua/service-kit/mongo';
import type { ReceiptNumbers } from '../context.js';

interface NumberRow {
  readonly _id: string;
  readonly book: string;
  readonly number: number;
  readonly holder: string;
}

const name = 'receipt-numbers';
const attempts = 200;

/**
 * A number is its row, and a row names its holder: the next one is written under the greatest there is, and whoever writes
 * it second reads again. So no number is missing whatever is cut off, and who comes again finds the one they hold.
 */
export async function openReceiptNumbers(mongo: Mongo): Promise<ReceiptNumbers> {
  await ensureCollection(mongo, name, [
    { key: { book: 1, number: -1 }, name: 'greatest', unique: true },
    { key: { holder: 1 }, name: 'holder', unique: true },
  ]);
  const rows = databaseOf(mongo).collection<NumberRow>(name);
  return async (book, holder) => {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const held = await rows.findOne({ holder });
      if (held !== null) return held.number;
      const [greatest] = await rows.find({ book }).sort({ number: -1 }).limit(1).toArray();
      const number = (greatest?.number ?? 0) + 1;
      try {
        await rows.insertOne({ _id: `${book}/${number}`, book, number, holder });
        return number;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
    throw new Error(`a receipt number was taken ${attempts} times by others`);
  };
}
