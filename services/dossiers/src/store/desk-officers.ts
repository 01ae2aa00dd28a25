import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection } from '@motcua/service-kit/mongo';
import type { DeskOfficers } from '../context.js';

const name = 'desk_officers';
const hourMs = 3_600_000;

interface OfficerRow {
  readonly _id: string;
  readonly seenAt: Date;
}

/** Who was seen at which office, written once an hour at most by each process; a leader gives work to those alone. */
export function createDeskOfficerStore(mongo: Mongo): DeskOfficers & { ready(): Promise<void> } {
  const rows = databaseOf(mongo).collection<OfficerRow>(name);
  const written = new Map<string, number>();
  return {
    ready: () => ensureCollection(mongo, name),
    async note({ id, officeId }, seenAt) {
      const _id = rowId(officeId, id);
      const before = written.get(_id);
      if (before !== undefined && seenAt.getTime() - before < hourMs) return;
      await rows.updateOne({ _id }, { $set: { seenAt } }, { upsert: true });
      written.set(_id, seenAt.getTime());
    },
    isKnown: async (officeId, officerId) => (await rows.findOne({ _id: rowId(officeId, officerId) })) !== null,
  };
}

function rowId(officeId: string, officerId: string): string {
  return JSON.stringify([officeId, officerId]);
}
