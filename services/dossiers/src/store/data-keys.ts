import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey } from '@motcua/service-kit/mongo';
import type { DataKeys } from '../context.js';

const name = 'data_keys';

interface KeyRow {
  readonly _id: string;
  readonly wrappedKey: string;
}

/** Apart from what they open, so that forgetting one is one deletion; a fact could not forget. */
export function createDataKeyStore(mongo: Mongo): DataKeys & { ready(): Promise<void> } {
  const rows = databaseOf(mongo).collection<KeyRow>(name);
  return {
    ready: () => ensureCollection(mongo, name),
    async keep(dossierId, wrappedKey) {
      try {
        await rows.insertOne({ _id: dossierId, wrappedKey });
        return wrappedKey;
      } catch (error) {
        const first = isDuplicateKey(error) ? await rows.findOne({ _id: dossierId }) : null;
        if (first === null) throw error;
        return first.wrappedKey;
      }
    },
    find: together(async (ids) => {
      const found = await rows.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(found.map(({ _id, wrappedKey }) => [_id, wrappedKey]));
    }),
    async forget(dossierId) {
      await rows.deleteOne({ _id: dossierId });
    },
  };
}

interface Waiting {
  readonly id: string;
  readonly found: (wrappedKey: string | null) => void;
  readonly failed: (error: unknown) => void;
}

/** What is asked for in one turn of the loop is one query: a list asks for the key of each of its dossiers. Nothing is remembered. */
function together(
  load: (ids: ReadonlySet<string>) => Promise<ReadonlyMap<string, string>>,
): (id: string) => Promise<string | null> {
  let waiting: Waiting[] = [];
  const ask = async (asked: readonly Waiting[]): Promise<void> => {
    try {
      const keys = await load(new Set(asked.map(({ id }) => id)));
      for (const { id, found } of asked) found(keys.get(id) ?? null);
    } catch (error) {
      for (const { failed } of asked) failed(error);
    }
  };
  return (id) =>
    new Promise((found, failed) => {
      waiting.push({ id, found, failed });
      if (waiting.length > 1) return;
      setImmediate(() => {
        const asked = waiting;
        waiting = [];
        void ask(asked);
      });
    });
}
