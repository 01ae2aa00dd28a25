import type { AggregateRow, Rows } from './aggregate-row.js';
import type { Executed } from './aggregate-store.js';
import { decideUntilWritten, prepareFrom, type Prepared, type Request } from './decide-and-write.js';
import { append, guardedWrite, type Keeping } from './guarded-write.js';
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
  const { prepared, joined } = prepareAll(keeping, requests);
  const writes = [...joined.values()].map(({ from, next }) => ({ updateOne: guardedWrite(from, next) }));
  const matched = writes.length === 0 ? 0 : (await rows.bulkWrite(writes, { ordered: false })).matchedCount;
  const read = matched === writes.length ? null : await readAgain(rows, [...joined.keys()]);
  return Promise.allSettled(
    requests.map(async ({ id, cause, decide }, index): Promise<Executed<S, F>> => {
      const [own, all] = [prepared[index] ?? null, joined.get(id)];
      if (own !== null && all !== undefined && read === null) {
        return { ...all.next, repeated: false, recorded: own.recorded };
      }
      return decideUntilWritten(keeping, { id, cause, decide }, read?.get(id));
    }),
  );
}

/** Those for one aggregate build on each other and are joined into one write. */
function prepareAll<S, F extends Fact>(keeping: Keeping<S, F>, requests: readonly Request<S, F>[]) {
  const joined = new Map<string, Prepared<S, F>>();
  const prepared = requests.map(({ id, cause, decide, from }) => {
    const before = joined.get(id);
    const own = preparedAlone(keeping, { id, cause, decide, from: before?.next ?? from });
    if (own !== null) joined.set(id, before === undefined ? own : join(keeping, before, own));
    return own;
  });
  return { prepared, joined };
}

/** Told or not is asked about all of it. */
function join<S, F extends Fact>(
  keeping: Keeping<S, F>,
  { from, recorded: first }: Prepared<S, F>,
  { recorded: then }: Prepared<S, F>,
): Prepared<S, F> {
  const recorded = [...first, ...then];
  return { from, recorded, next: append(keeping, from, recorded) };
}

/** Some were stale: which of them, their facts tell. */
async function readAgain(rows: Rows, ids: readonly string[]): Promise<ReadonlyMap<string, AggregateRow>> {
  const found = await rows.find({ _id: { $in: [...ids] } }).toArray();
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
