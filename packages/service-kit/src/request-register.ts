import { databaseOf, ensureCollection, isDuplicateKey, type Mongo } from './mongo.js';
import { Refusal, type Cause } from './pure.js';

interface RequestRow {
  readonly _id: string;
  readonly fingerprint: string;
  readonly at: Date;
}

const name = 'requests';
const keptForSeconds = 90 * 86_400;

/**
 * A request id belongs to the input it first came with. An aggregate knows the requests that changed it; this knows those
 * that were about another one too. Refused: REQUEST_ID_REUSED.
 */
export async function openRequestRegister(mongo: Mongo): Promise<(cause: Cause) => Promise<void>> {
  await ensureCollection(mongo, name, [{ key: { at: 1 }, name: 'age', expireAfterSeconds: keptForSeconds }]);
  const rows = databaseOf(mongo).collection<RequestRow>(name);
  return async ({ id, fingerprint = '' }) => {
    try {
      // The database's clock decides what is old, so the row has the system's time.
      await rows.insertOne({ _id: id, fingerprint, at: new Date() });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const first = await rows.findOne({ _id: id });
      if (first === null || first.fingerprint === fingerprint) return;
      throw new Refusal('REQUEST_ID_REUSED', 'This request id was used before for something else.');
    }
  };
}
