import type { Mongo, Vault } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey } from '@motcua/service-kit/mongo';
import type { Limits } from '../context.js';

const name = 'limits';

interface WindowRow {
  readonly _id: string;
  readonly count: number;
  /** Real time, as the database's own clock removes old rows. */
  readonly until: Date;
}

/** Fixed windows, one row for each; an address or a typed code is there as a keyed hash alone. */
export function createLimitStore(mongo: Mongo, vault: Vault): Limits & { ready(): Promise<void> } {
  const rows = databaseOf(mongo).collection<WindowRow>(name);
  return {
    ready: () => ensureCollection(mongo, name, [{ key: { until: 1 }, name: 'age', expireAfterSeconds: 0 }]),
    async take(limitName, key, { most, perMs }, at) {
      const window = Math.floor(at.getTime() / perMs);
      const _id = [limitName, vault.blindIndex('limit', key), String(window)].join('|');
      // Twice as long, since the business clock may stand anywhere in the window.
      const until = new Date(Date.now() + 2 * perMs);
      const count = await countOneMore(_id, until);
      return { allowed: count <= most, retryAt: new Date((window + 1) * perMs) };
    },
  };

  // No upsert: two that begin a window at once would both be told about a row that neither of them counted in.
  async function countOneMore(_id: string, until: Date): Promise<number> {
    const counted = await countIn(_id);
    if (counted !== null) return counted;
    try {
      await rows.insertOne({ _id, count: 1, until });
      return 1;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const count = await countIn(_id);
    if (count === null) throw new Error('a window ended while it was counted in');
    return count;
  }

  async function countIn(_id: string): Promise<number | null> {
    return (await rows.findOneAndUpdate({ _id }, { $inc: { count: 1 } }, { returnDocument: 'after' }))?.count ?? null;
  }
}
