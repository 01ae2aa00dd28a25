import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey } from '@motcua/service-kit/mongo';
import type { Codes } from '../context.js';

const name = 'code_days';
/** A code has four digits. */
const most = 9_999;

/** One office's numbers of one day. Counter and holders change in one update, so a number is never taken for nobody. */
interface DayRow {
  readonly _id: string;
  readonly last: number;
  /** Draft n holds number n + 1. */
  readonly drafts: readonly string[];
}

export function createCodeStore(mongo: Mongo): Codes & { ready(): Promise<void> } {
  const rows = databaseOf(mongo).collection<DayRow>(name);
  const heldBy = async (_id: string, draftId: string): Promise<number | null> => {
    const row = await rows.findOne({ _id, drafts: draftId });
    return row === null ? null : row.drafts.indexOf(draftId) + 1;
  };
  return {
    ready: () => ensureCollection(mongo, name),
    async numberFor(draftId, { codePrefix, day }) {
      const _id = `${codePrefix}-${day}`;
      try {
        const taken = await rows.findOneAndUpdate(
          { _id, drafts: { $ne: draftId }, last: { $lt: most } },
          { $push: { drafts: draftId }, $inc: { last: 1 } },
          { upsert: true, returnDocument: 'after', projection: { last: 1 } },
        );
        if (taken !== null) return taken.last;
      } catch (error) {
        // The day exists and the draft holds a number in it (or the day is full, or two drafts opened the day at once).
        if (!isDuplicateKey(error)) throw error;
        const held = await heldBy(_id, draftId);
        if (held !== null) return held;
      }
      return takeFromOpenedDay(draftId, _id);
    },
  };

  async function takeFromOpenedDay(draftId: string, _id: string): Promise<number> {
    const taken = await rows.findOneAndUpdate(
      { _id, drafts: { $ne: draftId }, last: { $lt: most } },
      { $push: { drafts: draftId }, $inc: { last: 1 } },
      { returnDocument: 'after', projection: { last: 1 } },
    );
    const number = taken?.last ?? (await heldBy(_id, draftId));
    if (number === null) throw new Error(`the numbers of ${_id} are used up`);
    return number;
  }
}
