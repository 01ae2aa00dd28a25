import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection } from '@motcua/service-kit/mongo';
import type { Accesses } from '../context.js';
import type { AccessEntry } from '../domain/access-entry.js';

const name = 'accesses';
const mostRemembered = 10_000;

type AccessRow = Omit<AccessEntry, 'id'> & { readonly _id: string };

/** Append-only beside the dossiers: a read must not contend with the work. */
export function createAccessStore(mongo: Mongo): Accesses & { ready(): Promise<void> } {
  const rows = databaseOf(mongo).collection<AccessRow>(name);
  /** Entries this process stored lately: the second read of a minute costs nothing. */
  const stored = new Set<string>();
  return {
    ready: () => ensureCollection(mongo, name, [{ key: { dossierId: 1, at: -1 }, name: 'dossier' }]),
    async record({ id, ...entry }) {
      if (stored.has(id)) return;
      await rows.updateOne({ _id: id }, { $setOnInsert: entry }, { upsert: true });
      if (stored.size >= mostRemembered) stored.clear();
      stored.add(id);
    },
    async listOf(dossierId, limit) {
      const found = await rows.find({ dossierId }).sort({ at: -1 }).limit(limit).toArray();
      return found.map(({ _id: id, ...entry }) => ({ id, ...entry }));
    },
  };
}
