import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection } from '@motcua/service-kit/mongo';
import type { Recalculations } from '../context.js';

const name = 'recalculations';

interface RecalculationRow {
  readonly _id: string;
  readonly after: string | null;
  readonly done: boolean;
}

/** How far the promises were worked out anew for each calendar that was heard of. */
export function createRecalculationStore(mongo: Mongo): Recalculations & { ready(): Promise<void> } {
  const rows = databaseOf(mongo).collection<RecalculationRow>(name);
  return {
    ready: () => ensureCollection(mongo, name),
    async find(sequence) {
      const row = await rows.findOne({ _id: String(sequence) });
      return row === null ? { after: null, done: false } : { after: row.after, done: row.done };
    },
    async keep(sequence, progress) {
      await rows.replaceOne({ _id: String(sequence) }, progress, { upsert: true });
    },
  };
}
