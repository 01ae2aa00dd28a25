import { Refusal, type Cause, type Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey } from '@motcua/service-kit/mongo';

interface RequestRow {
  readonly _id: string;
  readonly fingerprint: string;
  readonly at: Date;
}

const name = 'requests';
const keptForSeconds = 90 * 86_400;

/**
 * A request id belongs to the input it first came with. A payment knows the requests that changed it; this knows those that
 * were about another payment too.
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
