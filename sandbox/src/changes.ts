import { createJournal, type Journal } from './journal.js';

/** Counts whatever changes, so that the page knows when to look again. */
export interface Changes {
  readonly journal: Journal<{ readonly id: string }>;
  happened(): void;
  last(): string;
}

export function createChanges(): Changes {
  let count = 0;
  const journal = createJournal<{ readonly id: string }>({ limit: 1, onChange: () => undefined });
  return {
    journal,
    happened() {
      journal.add({ id: String(++count) });
    },
    last: () => String(count),
  };
}
