import { setTimeout as delay } from 'node:timers/promises';
import { storedFrom, type AggregateRow, type Rows } from './aggregate-row.js';
import type { Executed, Stored } from './aggregate-store.js';
import { Fault } from './fault.js';
import { isDuplicateKey } from './mongo.js';
import { Refusal, type Aggregate, type Cause, type Decision, type Fact, type Recorded } from './pure.js';

/** More than any dossier has; keeps a document far from MongoDB's 16 MB. */
const factsLimit = 2_000;
const attemptsLimit = 12;

interface Request<S, F extends Fact> {
  readonly id: string;
  readonly cause: Cause;
  readonly decide: Decision<S, F>;
}

/**
 * Reads, decides and writes under the version that was read, again after each lost race. Fault CONTENDED when it loses too
 * often; a duplicate key of an index other than `_id` is thrown on as it is (`isDuplicateKey`).
 */
export async function decideUntilWritten<S, F extends Fact>(
  rows: Rows,
  aggregate: Aggregate<S, F>,
  request: Request<S, F>,
): Promise<Executed<S, F>> {
  for (let attempt = 1; attempt <= attemptsLimit; attempt += 1) {
    const row = await rows.findOne({ _id: request.id });
    const current: Stored<S, F> =
      row === null ? { id: request.id, version: 0, state: aggregate.initial, facts: [] } : storedFrom<S, F>(row);
    const before = effectOf(current, request.cause);
    if (before.length > 0) return { ...current, repeated: true, recorded: before };
    const recorded = record(current, request);
    if (recorded.length === 0) return { ...current, repeated: false, recorded };
    const next = append(aggregate, current, recorded);
    const written = row === null ? await insert(rows, next) : await update(rows, row, next, recorded);
    if (written) return { ...next, repeated: false, recorded };
    await delay(Math.random() * Math.min(200, 5 * 2 ** attempt));
  }
  throw new Fault('CONTENDED', `${aggregate.name} ${request.id} lost ${attemptsLimit} races in a row`);
}

/** What this cause did before; the inbox of the aggregate. */
function effectOf<S, F extends Fact>(current: Stored<S, F>, cause: Cause): readonly Recorded<F>[] {
  const before = current.facts.filter((fact) => fact.causedBy === cause.id);
  if (before.some((fact) => fact.fingerprint !== cause.fingerprint)) {
    throw new Refusal('REQUEST_ID_REUSED', 'This request id was used before for something else.');
  }
  return before;
}

function record<S, F extends Fact>(
  current: Stored<S, F>,
  { id, cause, decide }: Request<S, F>,
): readonly Recorded<F>[] {
  const facts = decide(current.state, current.facts);
  if (current.version + facts.length > factsLimit) {
    throw new Refusal('TOO_MANY_FACTS', 'Too much has happened to this one to add more.', { limit: factsLimit });
  }
  return facts.map((fact, index) => ({
    ...fact,
    id: `${id}/${current.version + index + 1}`,
    causedBy: cause.id,
    ...(cause.fingerprint === undefined ? {} : { fingerprint: cause.fingerprint }),
    actor: cause.actor,
    occurredAt: cause.at,
    ...(cause.traceparent === undefined ? {} : { traceparent: cause.traceparent }),
  }));
}

function append<S, F extends Fact>(
  aggregate: Aggregate<S, F>,
  current: Stored<S, F>,
  recorded: readonly Recorded<F>[],
): Stored<S, F> {
  return {
    id: current.id,
    version: current.version + recorded.length,
    state: recorded.reduce((state, fact) => aggregate.evolve(state, fact), current.state),
    facts: [...current.facts, ...recorded],
  };
}

async function insert<S, F extends Fact>(rows: Rows, next: Stored<S, F>): Promise<boolean> {
  try {
    await rows.insertOne({
      _id: next.id,
      version: next.version,
      state: next.state,
      facts: [...next.facts],
      relayed: 0,
      unrelayedSince: new Date(),
    });
    return true;
  } catch (error) {
    // Only a lost race for this id is decided again; another unique index is the caller's to understand.
    if (isDuplicateKey(error) && (await rows.countDocuments({ _id: next.id }, { limit: 1 })) > 0) return false;
    throw error;
  }
}

async function update<S, F extends Fact>(
  rows: Rows,
  row: AggregateRow,
  next: Stored<S, F>,
  recorded: readonly Recorded<F>[],
): Promise<boolean> {
  // The system's clock, not the cause's: how long something waits to be told is real time.
  const unrelayedSince = row.unrelayedSince ?? new Date();
  const { matchedCount } = await rows.updateOne(
    { _id: row._id, version: row.version },
    { $set: { version: next.version, state: next.state, unrelayedSince }, $push: { facts: { $each: [...recorded] } } },
  );
  return matchedCount === 1;
}
