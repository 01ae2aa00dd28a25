/** The vocabulary of `domain/`: facts, states, decisions and refusals. Imports nothing. */

export type RefusalDetails = Readonly<Record<string, unknown>>;

/** The business says no: expected, has a code (SCREAMING_SNAKE), never retried. Details reach the caller, so no secrets. */
export class Refusal extends Error {
  readonly code: string;
  readonly details: RefusalDetails;

  constructor(code: string, message: string, details: RefusalDetails = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}

/** Something that happened to one aggregate of ours; private, stored, never changed. Plain data that BSON can hold. */
export interface Fact {
  readonly type: string;
}

export interface Actor {
  readonly kind: 'citizen' | 'officer' | 'agency' | 'catalogue-admin' | 'operator' | 'system';
  readonly id: string;
  readonly officeId?: string;
}

/** What the store adds to every fact when it writes it. */
export interface FactMeta {
  /** `<aggregate id>/<n>`, n from 1. Becomes the event id. */
  readonly id: string;
  /** The cause (request or event) this fact answers; the inbox. */
  readonly causedBy: string;
  /** Of the request's input, so that one request id cannot ask for two things. */
  readonly fingerprint?: string;
  readonly actor: Actor;
  readonly occurredAt: Date;
  readonly traceparent?: string;
}

export type Recorded<F extends Fact> = F & FactMeta;

/** A noun of the service: where it is stored and how its facts add up. */
export interface Aggregate<S, F extends Fact> {
  /** The MongoDB collection. */
  readonly name: string;
  /** What an aggregate that was never stored reads as, e.g. `{ status: 'NONE' }`. */
  readonly initial: S;
  evolve(state: S, fact: F): S;
}

/**
 * Pure rule: from the state, and where it matters how it came about, to the facts that follow, or throws a Refusal. May run
 * more than once for one call.
 */
export type Decision<S, F extends Fact> = (state: S, facts?: readonly Recorded<F>[]) => readonly F[];

/** Why something is decided: who asked, when, and under which id, so that the same cause has one effect. */
export interface Cause {
  readonly id: string;
  readonly actor: Actor;
  readonly at: Date;
  readonly fingerprint?: string;
  readonly traceparent?: string;
}

/** The n of `<aggregate id>/<n>`. */
export function sequenceOf(factId: string): number {
  const sequence = Number(factId.slice(factId.lastIndexOf('/') + 1));
  if (!Number.isSafeInteger(sequence) || sequence < 1) throw new Error(`"${factId}" is not a fact id`);
  return sequence;
}
