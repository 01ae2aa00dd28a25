/** What arrived, newest last, in memory and bounded; readers may wait for the next. */
export interface Journal<Entry extends { readonly id: string }> {
  add(entry: Entry): void;
  /** Puts a newer state of an entry in its place. */
  replace(entry: Entry): void;
  find(id: string): Entry | undefined;
  entries(): readonly Entry[];
  /** Entries behind `after` that match; where there is none yet, waits at most `waitMs` of real time for one. */
  read(query: JournalQuery<Entry>): Promise<readonly Entry[]>;
}

export interface JournalQuery<Entry> {
  readonly after?: string | undefined;
  readonly waitMs: number;
  readonly matches: (entry: Entry) => boolean;
}

export function createJournal<Entry extends { readonly id: string }>(options: {
  /** The oldest beyond it are forgotten. */
  readonly limit: number;
  readonly onChange: () => void;
}): Journal<Entry> {
  const kept = new Map<string, Entry>();
  const waiting = new Set<() => void>();
  const find = (query: JournalQuery<Entry>) => entriesFor([...kept.values()], query);
  return {
    add(entry) {
      kept.set(entry.id, entry);
      const oldest = kept.keys().next();
      if (kept.size > options.limit && oldest.done !== true) kept.delete(oldest.value);
      options.onChange();
      for (const look of waiting) look();
    },
    replace(entry) {
      if (!kept.has(entry.id)) return;
      kept.set(entry.id, entry);
      options.onChange();
    },
    find: (id) => kept.get(id),
    entries: () => [...kept.values()],
    read(query) {
      const found = find(query);
      return found.length > 0 || query.waitMs <= 0
        ? Promise.resolve(found)
        : untilFound(waiting, query.waitMs, () => find(query));
    },
  };
}

function entriesFor<Entry extends { readonly id: string }>(
  all: readonly Entry[],
  { after, matches }: JournalQuery<Entry>,
): readonly Entry[] {
  // An id that is not kept any more comes before everything that is.
  const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  return all.slice(start).filter(matches);
}

function untilFound<Entry>(
  waiting: Set<() => void>,
  waitMs: number,
  find: () => readonly Entry[],
): Promise<readonly Entry[]> {
  return new Promise((resolve) => {
    const look = (): void => {
      const arrived = find();
      if (arrived.length > 0) answer(arrived);
    };
    const answer = (entries: readonly Entry[]): void => {
      clearTimeout(deadline);
      waiting.delete(look);
      resolve(entries);
    };
    const deadline = setTimeout(answer, waitMs, []);
    waiting.add(look);
  });
}
