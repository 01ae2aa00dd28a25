import { databaseOf, ensureCollection, isDuplicateKey, type Mongo } from './mongo.js';
import type { Vault } from './vault.js';

/** Wrapped data keys apart from the facts that hold what they open: a fact cannot forget, a key can be forgotten. */
export interface DataKeys {
  /** Makes sure that the collection exists; to be awaited before anything else. */
  ready(): Promise<void>;
  /** The key of that name, made when there was none. Null once it was forgotten: a forgotten key is never made again. */
  open(id: string): Promise<string | null>;
  /** In the order of the ids; null where there is no key, or no more. */
  findMany(ids: readonly string[]): Promise<readonly (string | null)[]>;
  /** From now on nothing under this key can be read, and no key of this name comes back. */
  forget(id: string, at: Date): Promise<void>;
  /**
   * Takes over keys that an earlier version kept in the documents of an aggregate, at `<path>` of the state and of its facts,
   * under the aggregate's id. Done at each start; finds nothing once it is done.
   */
  adopt(collection: string, path: string): Promise<void>;
}

interface KeyRow {
  readonly _id: string;
  /** Absent once forgotten. */
  readonly wrappedKey?: string;
  readonly forgottenAt?: Date;
}

/** In the collection `data_keys` of the service's own database; keys in it are wrapped by the vault. */
export function createDataKeys(mongo: Mongo, vault: Pick<Vault, 'newDataKey'>): DataKeys {
  const database = databaseOf(mongo);
  const rows = database.collection<KeyRow>('data_keys');
  const keepFirst = async (id: string, wrappedKey: string): Promise<string | null> => {
    try {
      await rows.insertOne({ _id: id, wrappedKey });
      return wrappedKey;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await rows.findOne({ _id: id }))?.wrappedKey ?? null;
    }
  };
  return {
    ready: () => ensureCollection(mongo, 'data_keys'),
    async open(id) {
      const known = await rows.findOne({ _id: id });
      return known === null ? keepFirst(id, vault.newDataKey()) : (known.wrappedKey ?? null);
    },
    async findMany(ids) {
      const found = await rows.find({ _id: { $in: [...ids] } }).toArray();
      const keys = new Map(found.map(({ _id, wrappedKey }) => [_id, wrappedKey]));
      return ids.map((id) => keys.get(id) ?? null);
    },
    async forget(id, at) {
      await rows.updateOne({ _id: id }, { $unset: { wrappedKey: '' }, $set: { forgottenAt: at } }, { upsert: true });
    },
    async adopt(collection, path) {
      const documents = database.collection<{ readonly _id: string; readonly state: unknown }>(collection);
      for await (const { _id, state } of documents.find({ [`state.${path}`]: { $type: 'string' } })) {
        await keepFirst(_id, String(memberAt(state, path)));
        await documents.updateOne({ _id }, { $unset: { [`state.${path}`]: '', [`facts.$[].${path}`]: '' } });
      }
    },
  };
}

function memberAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inside, name) => (isObject(inside) ? Reflect.get(inside, name) : undefined), value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
