import type { Mongo } from '@motcua/service-kit';
import { databaseOf, ensureCollection, isDuplicateKey } from '@motcua/service-kit/mongo';
import type { Codes } from '../context.js';
import { takeNumbers, type DayPage, type LedgerRows } from './number-ledger.js';

interface DayRow extends DayPage {
  readonly _id: string;
}

interface CodeRow {
  readonly _id: string;
  readonly day: string;
  readonly number: number;
  readonly draftId: string;
}

/** Offices of one day that this process remembers the page of. */
const mostPages = 1_000;

/** Each write costs the same however many codes the day has; drafts that come at once take their numbers together. */
export function createCodeStore(mongo: Mongo): Codes & { ready(): Promise<void> } {
  const rows = ledgerRows(mongo);
  const pages = new Map<string, DayPage>();
  const waiting = new Map<string, Asked[]>();
  const take = async (day: string): Promise<void> => {
    for (;;) {
      const asked = waiting.get(day) ?? [];
      if (asked.length === 0) break;
      waiting.set(day, []);
      await answerAll(rows, pages, day, asked);
    }
    waiting.delete(day);
  };
  return {
    async ready() {
      await ensureCollection(mongo, 'code_days');
      await ensureCollection(mongo, 'codes', [{ key: { day: 1, draftId: 1 }, name: 'holder', unique: true }]);
    },
    numberFor: (draftId, { codePrefix, day }) =>
      new Promise((taken, failed) => {
        const office = `${codePrefix}-${day}`;
        const asked = waiting.get(office);
        asked?.push({ draftId, taken, failed });
        if (asked !== undefined) return;
        waiting.set(office, [{ draftId, taken, failed }]);
        void take(office);
      }),
  };
}

interface Asked {
  readonly draftId: string;
  readonly taken: (number: number) => void;
  readonly failed: (error: unknown) => void;
}

/** Never rejects: whoever asked is told. */
async function answerAll(
  rows: LedgerRows,
  pages: Map<string, DayPage>,
  day: string,
  asked: readonly Asked[],
): Promise<void> {
  try {
    const draftIds = asked.map(({ draftId }) => draftId);
    const { numbers, page } = await takeNumbers(rows, day, draftIds, pages.get(day));
    if (pages.size >= mostPages) pages.clear();
    pages.set(day, page);
    for (const { draftId, taken, failed } of asked) {
      const number = numbers.get(draftId);
      if (number === undefined) failed(new Error(`the numbers of ${day} are used up`));
      else taken(number);
    }
  } catch (error) {
    for (const { failed } of asked) failed(error);
  }
}

function ledgerRows(mongo: Mongo): LedgerRows {
  const days = databaseOf(mongo).collection<DayRow>('code_days');
  const codes = databaseOf(mongo).collection<CodeRow>('codes');
  return {
    readDay: (day) => days.findOne({ _id: day }),
    async turnDay(day, from, { last, holders }) {
      if (from === 0) return inserted(days.insertOne({ _id: day, last, holders }));
      const turned = await days.updateOne({ _id: day, last: from }, { $set: { last, holders } });
      return turned.matchedCount === 1;
    },
    async findHeld(day, draftIds) {
      const held = await codes.find({ day, draftId: { $in: [...draftIds] } }).toArray();
      return new Map(held.map(({ draftId, number }) => [draftId, number]));
    },
    async addHeld(day, number, draftId) {
      await inserted(codes.insertOne({ _id: `${day}-${String(number)}`, day, number, draftId }));
    },
  };
}

/** False when it was there before. */
async function inserted(insert: Promise<unknown>): Promise<boolean> {
  try {
    await insert;
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
