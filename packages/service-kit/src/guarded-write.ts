import type { Rows } from './aggregate-row.js';
import type { Stored } from './aggregate-store.js';
import { isDuplicateKey } from './mongo.js';
import type { Aggregate, Fact, Recorded } from './pure.js';

/** Where the aggregates of one kind are kept, and which of their facts others hear of. */
export interface Keeping<S, F extends Fact> {
  readonly rows: Rows;
  readonly aggregate: Aggregate<S, F>;
  /** `stored`: as it was when the fact had just happened. */
  readonly isTold: (fact: Recorded<F>, stored: Stored<S, F>) => boolean;
}

/**
 * The aggregate with what was recorded. Where others were told all that came before and hear of none of this, they were told
 * this too. One by one: whether something is told is asked of the state of its own time.
 */
export function append<S, F extends Fact>(
  { aggregate, isTold }: Keeping<S, F>,
  current: Stored<S, F>,
  recorded: readonly Recorded<F>[],
): Stored<S, F> {
  let next = current;
  let isSilent = current.relayed === current.version;
  for (const fact of recorded) {
    const { version, state, facts } = next;
    const evolved = { version: version + 1, state: aggregate.evolve(state, fact), facts: [...facts, fact] };
    next = { id: current.id, ...relayedOf(current), ...evolved };
    isSilent &&= !isTold(fact, next);
  }
  return isSilent ? { ...next, relayed: next.version } : next;
}

function relayedOf({ relayed }: Pick<Stored<unknown, Fact>, 'relayed'>): { readonly relayed?: number } {
  return relayed === undefined ? {} : { relayed };
}

/** False when somebody else was first. */
export async function insert<S, F extends Fact>(rows: Rows, next: Stored<S, F>): Promise<boolean> {
  const { id, version, state, facts } = next;
  const told = isAllTold(next) ? { relayed: version } : { relayed: 0, unrelayedSince: new Date() };
  try {
    await rows.insertOne({ _id: id, version, state, facts: [...facts], ...told });
    return true;
  } catch (error) {
    // Only a lost race for this id is decided again; another unique index is the caller's to understand.
    if (isDuplicateKey(error) && (await rows.countDocuments({ _id: id }, { limit: 1 })) > 0) return false;
    throw error;
  }
}

/** What changes `current` into `next`, as long as it still is `current`. */
export function guardedWrite<S, F extends Fact>(
  { id: _id, version }: Pick<Stored<S, F>, 'id' | 'version'>,
  next: Stored<S, F>,
) {
  const changed = { version: next.version, state: next.state };
  const added = { $push: { facts: { $each: next.facts.slice(version) } } };
  // Also under what was told: somebody may have set that back, so that it is told again.
  if (isAllTold(next)) {
    return {
      filter: { _id, version, relayed: version },
      update: { $set: { ...changed, relayed: next.version }, ...added },
    };
  }
  // The system's clock, not the cause's: how long something waits to be told is real time.
  return { filter: { _id, version }, update: { $set: changed, $min: { unrelayedSince: new Date() }, ...added } };
}

export async function isWritten(rows: Rows, { filter, update }: ReturnType<typeof guardedWrite>): Promise<boolean> {
  return (await rows.updateOne(filter, update)).matchedCount === 1;
}

/** Others know everything; nobody has to look at it to tell them. */
export function isAllTold({ version, relayed }: Pick<Stored<unknown, Fact>, 'version' | 'relayed'>): boolean {
  return relayed === version;
}
