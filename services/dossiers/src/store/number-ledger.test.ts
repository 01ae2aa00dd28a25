import fc from 'fast-check';
import { takeNumbers, type DayPage, type LedgerRows } from './number-ledger.js';

/** The same every time; fast-check prints it, and the path to the smallest case, with a failure. */
const seed = 20_261_123;

interface Visit {
  readonly day: string;
  readonly drafts: readonly string[];
  /** The how-manyth write or read is cut off, and whether before or after it was done; null: none. */
  readonly crash: { readonly at: number; readonly done: boolean } | null;
  /** A replica that remembers the page it saw last. */
  readonly replica: number;
}

const days = ['H26.153-2026-11-23', 'H26.153-2026-11-24', 'H40.7-2026-11-23'];
const visits = fc.array(
  fc.record({
    day: fc.constantFrom(...days),
    drafts: fc.array(fc.integer({ min: 1, max: 9 }).map(String), { minLength: 1, maxLength: 4 }),
    crash: fc.option(fc.record({ at: fc.integer({ min: 0, max: 6 }), done: fc.boolean() }), { freq: 2 }),
    replica: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 1, maxLength: 14 },
);

describe('the numbers of a day', () => {
  it('are gapless, unique and the same again, however visits meet and wherever they are cut off', async () => {
    const property = fc.asyncProperty(fc.scheduler(), visits, async (scheduler, planned) => {
      const ledger = openLedger();
      const pages = new Map<string, DayPage>();
      const given: [string, ReadonlyMap<string, number>][] = [];
      const visit = async ({ day, drafts, crash, replica }: Visit): Promise<void> => {
        const remembered = `${String(replica)} ${day}`;
        const rows = interrupted(ledger, crash, () => scheduler.schedule(Promise.resolve()));
        const { numbers, page } = await takeNumbers(rows, day, drafts, pages.get(remembered));
        pages.set(remembered, page);
        given.push([day, numbers]);
      };
      const outcomes = Promise.allSettled(planned.map(visit));
      await scheduler.waitIdle();
      await outcomes;
      // What a crash cut off is finished later, as the timer does.
      for (const one of planned) given.push([one.day, (await takeNumbers(ledger, one.day, one.drafts)).numbers]);
      for (const day of days) expectGapless(day, planned, given);
    });
    await fc.assert(property, { seed, numRuns: 2_000 });
  }, 60_000);

  it('end at 9,999: who comes later gets none, who was there before keeps theirs', async () => {
    const ledger = openLedger();
    const [day = ''] = days;
    const drafts = Array.from({ length: 9_998 }, (_, n) => `d${String(n)}`);
    await takeNumbers(ledger, day, drafts);
    const { numbers, page } = await takeNumbers(ledger, day, ['last', 'too late', 'd7']);
    expect(['last', 'too late', 'd7'].map((draft) => numbers.get(draft))).toEqual([9_999, undefined, 8]);
    expect((await takeNumbers(ledger, day, ['too late', 'last'], page)).numbers.get('too late')).toBeUndefined();
  });

  it('would have a gap if the page were turned before its holders have rows', async () => {
    const careless = { ...openLedger(), addHeld: () => Promise.resolve() };
    for (const draft of ['one', 'two', 'one']) await takeNumbers(careless, 'day', [draft]);
    expect((await takeNumbers(careless, 'day', ['one'])).numbers.get('one')).toBe(3);
  });
});

function expectGapless(
  day: string,
  planned: readonly Visit[],
  given: readonly (readonly [string, ReadonlyMap<string, number>])[],
): void {
  const askedFor = new Set(planned.filter((visit) => visit.day === day).flatMap(({ drafts }) => drafts));
  const ofDay = given.filter(([of]) => of === day).map(([, numbers]) => numbers);
  const perDraft = [...askedFor].map((draft) => [...new Set(ofDay.flatMap((numbers) => numbers.get(draft) ?? []))]);
  expect(perDraft.filter((numbers) => numbers.length !== 1)).toEqual([]);
  expect(perDraft.flat().sort((one, other) => one - other)).toEqual(perDraft.map((_, index) => index + 1));
}

/** The collections, each operation whole. */
function openLedger(): LedgerRows {
  const pages = new Map<string, DayPage>();
  const held = new Map<string, Map<string, number>>();
  const ofDay = (day: string): Map<string, number> => {
    const rows = held.get(day) ?? new Map<string, number>();
    held.set(day, rows);
    return rows;
  };
  return {
    readDay: (day) => Promise.resolve(pages.get(day) ?? null),
    turnDay(day, from, page) {
      if ((pages.get(day)?.last ?? 0) !== from) return Promise.resolve(false);
      pages.set(day, page);
      return Promise.resolve(true);
    },
    findHeld(day, drafts) {
      const found = drafts.flatMap((draft) => {
        const number = ofDay(day).get(draft);
        return number === undefined ? [] : [[draft, number] as const];
      });
      return Promise.resolve(new Map(found));
    },
    addHeld(day, number, draftId) {
      const rows = ofDay(day);
      const taken = [...rows.values()].includes(number);
      if (!rows.has(draftId) && !taken) rows.set(draftId, number);
      else if (rows.get(draftId) !== number) throw new Error(`${draftId} cannot hold ${String(number)} too`);
      return Promise.resolve();
    },
  };
}

/** Each operation waits for its turn; one of them is cut off. */
function interrupted(rows: LedgerRows, crash: Visit['crash'], turn: () => Promise<void>): LedgerRows {
  let count = 0;
  const step = async <T>(act: () => Promise<T>): Promise<T> => {
    await turn();
    const dies = crash !== null && count === crash.at;
    count += 1;
    if (dies && !crash.done) throw new Error('cut off before');
    const result = await act();
    if (dies) throw new Error('cut off after');
    return result;
  };
  return {
    readDay: (day) => step(() => rows.readDay(day)),
    turnDay: (day, from, page) => step(() => rows.turnDay(day, from, page)),
    findHeld: (day, drafts) => step(() => rows.findHeld(day, drafts)),
    addHeld: (day, number, draftId) => step(() => rows.addHeld(day, number, draftId)),
  };
}
