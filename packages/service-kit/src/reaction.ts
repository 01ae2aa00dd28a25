import type { EventContract } from '@motcua/event-contracts';
import type { Cause } from './pure.js';

/** An event as a reaction gets it: checked against its contract. */
export interface Received<D = unknown> {
  /** `<aggregate id>/<n>`, as its publisher fixed it. */
  readonly id: string;
  /** The contract's name, e.g. `dossier.submitted`. */
  readonly type: string;
  /** Where it was heard; for a templated topic this says who spoke, because only that agency may write there. */
  readonly topic: string;
  readonly time: Date;
  readonly subject: string;
  /** What its publisher keeps in order: the dossier id wherever there is one. */
  readonly key: string;
  /** The n of its id; ascends for one aggregate, so gaps and reordering can be seen. */
  readonly sequence: number;
  readonly traceparent?: string;
  readonly data: D;
}

/** An event and what to do about it. */
export interface Reaction<Context> {
  readonly contract: EventContract;
  /** `data` was checked against the contract. */
  react(context: Context, event: Received): Promise<unknown>;
}

/**
 * Pairs an event with a use case. The reaction may run more than once for one event (the use case's `causeOf(event)` sees
 * to one effect). It throws a Refusal when the event is not acceptable (dead letter at once), anything else when it may
 * work later (tried again, in order, for ever).
 */
export function on<Context, D>(
  contract: EventContract<D>,
  react: (context: Context, event: Received<D>) => Promise<unknown>,
): Reaction<Context> {
  return {
    contract,
    // The consumer hands over only what this contract's schema returned, so `data` is a D.
    react: (context, event) => react(context, event as Received<D>),
  };
}

/** The event as the cause of a decision: its id with its topic, so that no publisher can speak under another's id. */
export function causeOf(event: Received): Cause {
  return {
    id: `${event.topic}:${event.id}`,
    actor: { kind: 'system', id: event.topic },
    at: event.time,
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
  };
}
