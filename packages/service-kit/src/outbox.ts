import { storedFrom, type Rows } from './aggregate-row.js';
import type { Stored } from './aggregate-store.js';
import { markTogether } from './mark-together.js';
import type { Aggregate, Fact, Recorded } from './pure.js';
import { recentEntries } from './recent-entries.js';

/** One fact that waits to be told, with its aggregate as it was when the fact had just happened. */
export interface Untold<S, F extends Fact> {
  readonly fact: Recorded<F>;
  readonly stored: Stored<S, F>;
}

/** Those after one version, up to another. */
export interface ToldFacts {
  readonly after: number;
  readonly upTo: number;
}

export interface Outbox<S, F extends Fact> {
  /**
   * The facts of one aggregate that were not marked as told, oldest first, at most `limit`. `fresh`: as it was written a moment
   * ago, which saves reading it; what was marked since is left out.
   */
  untold(id: string, limit: number, fresh?: Stored<S, F>): Promise<readonly Untold<S, F>[]>;
  /** Facts of one aggregate were told. */
  markTold(id: string, told: ToldFacts): Promise<void>;
  /** Ids of aggregates that wait since before this time, longest waiting first. */
  due(
    before: Date,
    options: { readonly limit: number; readonly except: readonly string[] },
  ): Promise<readonly string[]>;
  /** How many aggregates wait (counted up to 10,000), and since when the first does. */
  waiting(): Promise<{ readonly count: number; readonly since: Date | null }>;
}

const wrongClockMs = 60_000;
const marksRemembered = 10_000;

/** Reads and marks what an aggregate store still has to tell. */
export function createOutbox<S, F extends Fact>(rows: Rows, aggregate: Aggregate<S, F>): Outbox<S, F> {
  const mark = markTogether(rows);
  // Only spares a second sending of what was written before it was marked; what must be told, the rows say.
  const marked = recentEntries<number>(marksRemembered);
  return {
    async untold(id, limit, fresh) {
      if (fresh?.relayed !== undefined) {
        return untoldFrom(aggregate, fresh, Math.max(fresh.relayed, marked.get(id) ?? 0), limit);
      }
      const row = await rows.findOne({ _id: id });
      return row === null ? [] : untoldFrom(aggregate, storedFrom<S, F>(row), row.relayed, limit);
    },
    async markTold(id, told) {
      await mark(id, told);
      marked.set(id, told.upTo);
    },
    async due(before, { limit, except }) {
      // What is from the future was written by a process whose clock is wrong; it must not wait for that hour.
      const future = new Date(Date.now() + wrongClockMs);
      const filter = {
        $or: [{ unrelayedSince: { $lt: before } }, { unrelayedSince: { $gt: future } }],
        ...(except.length === 0 ? {} : { _id: { $nin: [...except] } }),
      };
      const found = rows.find(filter).sort({ unrelayedSince: 1 }).limit(limit);
      return (await found.project<{ _id: string }>({ _id: 1 }).toArray()).map(({ _id }) => _id);
    },
    async waiting() {
      const isWaiting = { unrelayedSince: { $gt: new Date(0) } };
      const count = await rows.countDocuments(isWaiting, { limit: 10_000 });
      const [first] = count === 0 ? [] : await rows.find(isWaiting).sort({ unrelayedSince: 1 }).limit(1).toArray();
      return { count, since: first?.unrelayedSince ?? null };
    },
  };
}

/**
 * The state is rebuilt fact by fact: what is told about a fact must not depend on when it is told, or an event sent twice
 * would differ from itself.
 */
function untoldFrom<S, F extends Fact>(
  aggregate: Aggregate<S, F>,
  { id, facts }: Stored<S, F>,
  from: number,
  limit: number,
): readonly Untold<S, F>[] {
  const untold: Untold<S, F>[] = [];
  let state = aggregate.initial;
  for (const [index, fact] of facts.slice(0, from + limit).entries()) {
    state = aggregate.evolve(state, fact);
    const version = index + 1;
    if (index >= from) untold.push({ fact, stored: { id, version, state, facts: facts.slice(0, version) } });
  }
  return untold;
}
