import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey } from '@motcua/service-kit/mongo';
import type { OfficeStore } from '../context.js';
import type { Office } from '../domain/office.js';

interface OfficeRow extends Omit<Office, 'officeId'> {
  readonly _id: string;
  /** Of the event it was heard by. */
  readonly sequence: number;
}

const name = 'offices';

export async function openOfficeStore(mongo: Mongo): Promise<OfficeStore> {
  await ensureCollection(mongo, name);
  const rows = databaseOf(mongo).collection<OfficeRow>(name);
  return {
    async find(officeId) {
      const row = await rows.findOne({ _id: officeId });
      if (row === null) return null;
      const { name: called, phone, address, provinceCode } = row;
      return { officeId, name: called, phone, address, provinceCode };
    },
    async keep({ officeId, ...office }, sequence) {
      try {
        await rows.updateOne(
          { _id: officeId, sequence: { $lt: sequence } },
          { $set: { ...office, sequence } },
          { upsert: true },
        );
      } catch (error) {
        // It is there and not older, so the upsert had nothing to match and nothing to insert.
        if (!isDuplicateKey(error)) throw error;
      }
    },
  };
}
