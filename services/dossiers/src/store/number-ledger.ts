/** The page of one office's day: how far it has counted, and who holds its latest numbers. */
export interface DayPage {
  readonly last: number;
  /** Drafts that hold the numbers up to `last`, in order; those before them stand in rows of their own. */
  readonly holders: readonly string[];
}

/** What the ledger is written in; each of these is done whole or not at all, and may be followed by a crash. */
export interface LedgerRows {
  readDay(day: string): Promise<DayPage | null>;
  /** Turns the page; false when it was turned by somebody else. `from` 0 opens the day. */
  turnDay(day: string, from: number, page: DayPage): Promise<boolean>;
  /** Numbers that have a row. */
  findHeld(day: string, draftIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Adds a row; one that is there stays. */
  addHeld(day: string, number: number, draftId: string): Promise<void>;
}

/** A code has four digits. */
const most = 9_999;
const attempts = 100;

export interface Taken {
  /** Of each draft that has one now; a day that is full leaves the others out. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly page: DayPage;
}

/**
 * A number for each draft, from 1 without gaps, the same whenever it is asked for again. A number is given out by turning
 * the page, which names its holder in the same write; before the page is turned again, the holders it names get their rows.
 * So whatever is cut off, every number has a holder who finds it: on the page, or in a row. The page is known before the
 * rows are read: a draft that is in neither could only have come in by a turn since, and then our own turn fails. For the
 * same reason `known` may be any page this day ever had.
 */
export async function takeNumbers(
  rows: LedgerRows,
  day: string,
  draftIds: readonly string[],
  known: DayPage | null = null,
): Promise<Taken> {
  let remembered = known;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const page = remembered ?? (await rows.readDay(day)) ?? { last: 0, holders: [] };
    const latest = numbered(page);
    const [held] = await Promise.all([
      rows.findHeld(day, draftIds),
      ...[...latest].map(([draftId, number]) => rows.addHeld(day, number, draftId)),
    ]);
    const numbers = new Map([...latest, ...held]);
    const taking = [...new Set(draftIds)].filter((id) => !numbers.has(id)).slice(0, most - page.last);
    // A page that is full is the day's last one.
    if (taking.length === 0) return { numbers, page };
    const next = { last: page.last + taking.length, holders: taking };
    if (await rows.turnDay(day, page.last, next)) {
      return { numbers: new Map([...numbers, ...numbered(next)]), page: next };
    }
    remembered = null;
  }
  throw new Error(`the numbers of ${day} were turned ${String(attempts)} times by others`);
}

function numbered({ last, holders }: DayPage): ReadonlyMap<string, number> {
  const before = last - holders.length;
  return new Map(holders.map((draftId, index) => [draftId, before + index + 1]));
}
