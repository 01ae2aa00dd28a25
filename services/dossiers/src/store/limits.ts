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

  async function countOneMore(_id: string, until: Date): Promise<number> {
    const change = { $inc: { count: 1 }, $setOnInsert: { until } };
    const counting = { returnDocument: 'after', upsert: true } as const;
    const counted = await rows.findOneAndUpdate({ _id }, change, counting).catch((error: unknown) => {
      // Two began the window at once; now it is there.
      if (isDuplicateKey(error)) return rows.findOneAndUpdate({ _id }, change, counting);
      throw error;
    });
    if (counted === null) throw new Error('a limit was counted and is not there');
    return counted.count;
  }
}
