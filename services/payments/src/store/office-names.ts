import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey } from '@motcua/service-kit/mongo';
import type { Office, Offices } from '../context.js';

interface OfficeRow extends Office {
  readonly _id: string;
  readonly sequence: number;
}

const name = 'offices';

/** Offices as last heard of; an older word never overwrites a newer one. */
export async function openOfficeNames(mongo: Mongo): Promise<Offices> {
  await ensureCollection(mongo, name);
  const rows = databaseOf(mongo).collection<OfficeRow>(name);
  return {
    async keep({ officeId, ...office }, sequence) {
      try {
        await rows.updateOne(
          { _id: officeId, sequence: { $lt: sequence } },
          { $set: { officeId, ...office, sequence } },
          { upsert: true },
        );
      } catch (error) {
        // It is there, and not older: nothing to keep.
        if (!isDuplicateKey(error)) throw error;
      }
    },
    find: (officeId) => rows.findOne({ _id: officeId }),
  };
}
