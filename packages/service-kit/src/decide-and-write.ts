import { setTimeout as delay } from 'node:timers/promises';
import { storedFrom, type AggregateRow } from './aggregate-row.js';
import type { Executed, Stored } from './aggregate-store.js';
import { Fault } from './fault.js';
import { append, guardedWrite, insert, isWritten, type Keeping } from './guarded-write.js';
import { Refusal, type Cause, type Decision, type Fact, type Recorded } from './pure.js';

/** More than any dossier has; keeps a document far from MongoDB's 16 MB. */
const factsLimit = 2_000;
const attemptsLimit = 12;

export interface Request<S, F extends Fact> {
  readonly id: string;
  readonly cause: Cause;
  readonly decide: Decision<S, F>;
  /** As it was read a moment ago; tried first, which saves the reading. Where it is stale the lock says so. */
  readonly from?: Stored<S, F> | undefined;
}

/**
 * Reads, decides and writes under the version that was read, again after each lost race. Fault CONTENDED when it loses too
 * often; a duplicate key of an index other than `_id` is thrown on as it is (`isDuplicateKey`). `read`: just now, by the caller.
 */
export async function decideUntilWritten<S, F extends Fact>(
  keeping: Keeping<S, F>,
  request: Request<S, F>,
  read?: AggregateRow,
): Promise<Executed<S, F>> {
  const { rows, aggregate } = keeping;
  const prepared = prepareFrom(keeping, request);
  if (prepared !== null && (await isWritten(rows, guardedWrite(prepared.from, prepared.next)))) {
    return { ...prepared.next, repeated: false, recorded: prepared.recorded };
  }
  for (let attempt = 1; attempt <= attemptsLimit; attempt += 1) {
    const row = attempt === 1 && read !== undefined ? read : await rows.findOne({ _id: request.id });
    const current: Stored<S, F> =
      row === null
        ? { id: request.id, version: 0, state: aggregate.initial, facts: [], relayed: 0 }
        : storedFrom<S, F>(row);
    const before = effectOf(current, request.cause);
    if (before.length > 0) return { ...current, repeated: true, recorded: before };
    const recorded = record(current, request);
    if (recorded.length === 0) return { ...current, repeated: false, recorded };
    const next = append(keeping, current, recorded);
    const written = row === null ? await insert(rows, next) : await isWritten(rows, guardedWrite(current, next));
    if (written) return { ...next, repeated: false, recorded };
    await delay(Math.random() * Math.min(200, 5 * 2 ** attempt));
  }
  throw new Fault('CONTENDED', `${aggregate.name} ${request.id} lost ${attemptsLimit} races in a row`);
}

/** What a cause does to an aggregate as it was read a moment ago. */
export interface Prepared<S, F extends Fact> {
  readonly from: Stored<S, F>;
  readonly next: Stored<S, F>;
  readonly recorded: readonly Recorded<F>[];
}

/** Null when it must be read again to be decided on; whether it still is like that, only its writing tells. */
export function prepareFrom<S, F extends Fact>(keeping: Keeping<S, F>, request: Request<S, F>): Prepared<S, F> | null {
  const { from } = request;
  if (from === undefined || from.version === 0) return null;
  const recorded = unlessRefused(() => (effectOf(from, request.cause).length > 0 ? [] : record(from, request)));
  if (recorded.length === 0) return null;
  return { from, next: append(keeping, from, recorded), recorded };
}

/** A refusal may only be due to what has changed since. */
function unlessRefused<Item>(decide: () => readonly Item[]): readonly Item[] {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
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
