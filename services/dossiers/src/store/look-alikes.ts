import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection } from '@motcua/service-kit/mongo';
import type { LookAlikes } from '../context.js';

const name = 'look_alikes';

interface LookAlikeRow {
  readonly _id: string;
  readonly officeId: string;
}

/** Which dossiers to look at when the desk asks for possible duplicates; whether one still is, the dossiers say. */
export function createLookAlikeStore(mongo: Mongo): LookAlikes & { ready(): Promise<void> } {
  const rows = databaseOf(mongo).collection<LookAlikeRow>(name);
  return {
    ready: () => ensureCollection(mongo, name, [{ key: { officeId: 1, _id: 1 }, name: 'desk' }]),
    async note(dossierIds, officeId) {
      const note = (_id: string) => rows.replaceOne({ _id }, { officeId }, { upsert: true });
      await Promise.all(dossierIds.map(note));
    },
    async listOf(officeId, { limit, after }) {
      const next = { officeId, ...(after === null ? {} : { _id: { $gt: after } }) };
      return (await rows.find(next).sort({ _id: 1 }).limit(limit).toArray()).map(({ _id }) => _id);
    },
    async forget(dossierId) {
      await rows.deleteOne({ _id: dossierId });
    },
  };
}
