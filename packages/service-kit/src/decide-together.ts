import type { AggregateRow, Rows } from './aggregate-row.js';
import type { Executed } from './aggregate-store.js';
import { decideUntilWritten, prepareFrom, type Prepared, type Request } from './decide-and-write.js';
import type { Keeping } from './guarded-write.js';
import type { Fact } from './pure.js';

/**
 * Several aggregates in one write, each under its own version. Where any of them turns out to be stale, each is looked at alone:
 * what was written is found by its cause. An error of one concerns no other, unless the database is away.
 */
export async function decideTogether<S, F extends Fact>(
  keeping: Keeping<S, F>,
  requests: readonly Request<S, F>[],
): Promise<readonly PromiseSettledResult<Executed<S, F>>[]> {
  const { rows } = keeping;
  const prepared = requests.map((request) => preparedAlone(keeping, request));
  const ready = prepared.filter((one) => one !== null);
  const writes = ready.map(({ write }) => ({ updateOne: write }));
  const matched = writes.length === 0 ? 0 : (await rows.bulkWrite(writes, { ordered: false })).matchedCount;
  const read = matched === ready.length ? null : await readAgain(rows, ready);
  return Promise.allSettled(
    requests.map(async ({ id, cause, decide }, index): Promise<Executed<S, F>> => {
      const own = prepared[index] ?? null;
      if (own !== null && read === null) return { ...own.next, repeated: false, recorded: own.recorded };
      return decideUntilWritten(keeping, { id, cause, decide }, read?.get(id));
    }),
  );
}

/** Some were stale: which of them, their facts tell. */
async function readAgain<S, F extends Fact>(
  rows: Rows,
  ready: readonly Prepared<S, F>[],
): Promise<ReadonlyMap<string, AggregateRow>> {
  const found = await rows.find({ _id: { $in: ready.map(({ next }) => next.id) } }).toArray();
  return new Map(found.map((row) => [row._id, row]));
}

/** One that cannot be decided on is decided on alone, and fails alone. */
function preparedAlone<S, F extends Fact>(keeping: Keeping<S, F>, request: Request<S, F>): Prepared<S, F> | null {
  try {
    return prepareFrom(keeping, request);
  } catch {
    return null;
  }
}
