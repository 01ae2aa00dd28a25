import { decideUntilWritten, type Request } from './decide-and-write.js';
import { decideTogether } from './decide-together.js';
import type { Published } from './event-message.js';
import type { Keeping } from './guarded-write.js';
import { createOutbox, type Outbox } from './outbox.js';
import { databaseOf, ensureCollection, type Filter, type IndexSpec, type Mongo } from './mongo.js';
import type { Aggregate, Cause, Decision, Fact, Recorded } from './pure.js';
import { factsLeftRaw, rowsOf, storedFrom, storedWithRawFacts, type AggregateRow, type Rows } from './aggregate-row.js';

export interface Stored<S, F extends Fact> {
  readonly id: string;
  /** How many facts there are; 0 when nothing was stored yet. */
  readonly version: number;
  readonly state: S;
  readonly facts: readonly Recorded<F>[];
  /** How many of the facts others had been told when it was read or written; absent where nobody looked. */
  readonly relayed?: number;
}

export type Executed<S, F extends Fact> = Stored<S, F> & {
  /** True when the cause had its effect before; `recorded` is then what it did at that time. */
  readonly repeated: boolean;
  readonly recorded: readonly Recorded<F>[];
};

/** What `execute` takes, for several at once. */
export type Execution<S, F extends Fact> = Request<S, F>;

export interface AggregateStore<S, F extends Fact> {
  readonly aggregate: Aggregate<S, F>;
  /**
   * Reads, decides, writes with the version as the lock; decides again after a lost race. A cause that is already among
   * the facts has no second effect. The same cause with another fingerprint: Refusal REQUEST_ID_REUSED. An empty
   * decision writes nothing. When it resolves, a majority of the database has the facts in its journal.
   * `from`: the aggregate as it was read a moment ago, which saves reading it; `decide` is asked again when it is stale.
   */
  execute(id: string, cause: Cause, decide: Decision<S, F>, from?: Stored<S, F>): Promise<Executed<S, F>>;
  /**
   * As `execute` for each of them, in one write where nothing happened since they were read (`from`). Several for one id build on
   * each other and answer the aggregate as it is after all of them. Rejects only when the database cannot be reached.
   */
  executeTogether(requests: readonly Execution<S, F>[]): Promise<readonly PromiseSettledResult<Executed<S, F>>[]>;
  find(id: string): Promise<Stored<S, F> | null>;
  /** In the order of the ids, null where nothing is stored. */
  findMany(ids: readonly string[]): Promise<readonly (Stored<S, F> | null)[]>;
  /** Narrow by equality on an index; the limit is at most 200. Filter and sort name `_id` or `state.…` paths. */
  findWhere(
    filter: Filter,
    options: { readonly sort?: Readonly<Record<string, 1 | -1>>; readonly limit: number },
  ): Promise<readonly Stored<S, F>[]>;
  /** Counts up to the limit. */
  count(filter: Filter, options: { readonly limit: number }): Promise<number>;
  /** Makes sure that the collection and its indexes exist; to be awaited before anything else. */
  ready(): Promise<void>;
  /** Hears of an aggregate after each write, as it was written; the relay listens here. */
  onStored(listener: StoredListener<S, F>): void;
  /**
   * What a fact becomes for others, as the relay tells it. From then on a write whose facts become nothing is marked as told by
   * itself, where nothing else waits to be told; before, everything waits for a relay.
   */
  tellBy(published: Telling<S, F>): void;
  /** What is stored and not yet told; for the relay. */
  readonly outbox: Outbox<S, F>;
}

export type StoredListener<S, F extends Fact> = (id: string, stored: Stored<S, F>) => void;

/** Pure: the events a fact becomes, at most one per topic. `stored` is as it was when the fact had just happened. */
export type Telling<S, F extends Fact> = (fact: Recorded<F>, stored: Stored<S, F>) => readonly Published[];

const pageLimit = 200;

/** One document per aggregate: `{ _id, version, state, facts, relayed, unrelayedSince }`, one guarded write per decision. */
export function createAggregateStore<S, F extends Fact>(options: {
  readonly mongo: Mongo;
  readonly aggregate: Aggregate<S, F>;
  readonly indexes?: readonly IndexSpec[];
}): AggregateStore<S, F> {
  const { mongo, aggregate } = options;
  const rows = rowsOf(databaseOf(mongo), aggregate.name);
  let telling: Telling<S, F> | undefined;
  const keeping: Keeping<S, F> = { rows, aggregate, isTold: (fact, stored) => isTold(telling, fact, stored) };
  const listeners: StoredListener<S, F>[] = [];
  const tell = (stored: Stored<S, F>): void => {
    for (const listener of listeners) listener(stored.id, stored);
  };
  return {
    aggregate,
    outbox: createOutbox(rows, aggregate),
    async execute(id, cause, decide, from) {
      const executed = await decideUntilWritten(keeping, { id, cause, decide, from });
      if (executed.recorded.length > 0 && !executed.repeated) tell(executed);
      return executed;
    },
    async executeTogether(requests) {
      const settled = await decideTogether(keeping, requests);
      for (const one of settled) {
        // Also where it is a repetition: it may have been written just before, together with the others.
        if (one.status === 'fulfilled' && one.value.recorded.length > 0) tell(one.value);
      }
      return settled;
    },
    ...readersOf<S, F>(rows),
    ready: () => ensureCollection(mongo, aggregate.name, [outboxIndex, ...(options.indexes ?? [])]),
    onStored: (listener) => void listeners.push(listener),
    tellBy: (published) => void (telling = published),
  };
}

/** What cannot be turned into its event is the relay's to complain about. */
function isTold<S, F extends Fact>(
  telling: Telling<S, F> | undefined,
  fact: Recorded<F>,
  stored: Stored<S, F>,
): boolean {
  try {
    return telling === undefined || telling(fact, stored).length > 0;
  } catch {
    return true;
  }
}

function readersOf<S, F extends Fact>(
  rows: Rows,
): Pick<AggregateStore<S, F>, 'find' | 'findMany' | 'findWhere' | 'count'> {
  const toStored = (row: AggregateRow): Stored<S, F> => storedFrom<S, F>(row);
  return {
    async find(id) {
      const row = await rows.findOne({ _id: id });
      return row === null ? null : toStored(row);
    },
    async findMany(ids) {
      const found = new Map<string, Stored<S, F>>();
      for await (const row of rows.find({ _id: { $in: [...ids] } })) found.set(row._id, toStored(row));
      return ids.map((id) => found.get(id) ?? null);
    },
    async findWhere(filter, { sort = {}, limit }) {
      const found = await rows.find(filter, factsLeftRaw).sort(sort).limit(pageOf(limit)).toArray();
      return found.map((row) => storedWithRawFacts<S, F>(row));
    },
    count: (filter, { limit }) => rows.countDocuments(filter, { limit }),
  };
}

/** Sparse: only what waits to be told is in it, so the sweep reads an almost empty index. */
const outboxIndex: IndexSpec = { key: { unrelayedSince: 1 }, name: 'outbox', sparse: true };

function pageOf(limit: number): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > pageLimit) {
    throw new Error(`a list has a limit from 1 to ${pageLimit}, not ${limit}`);
  }
  return limit;
}
