import type { Clock } from './clock.js';
import { toDeadLetter } from './dead-letter.js';
import type { IncomingMessage } from './kafka-port.js';
import { kitCounters } from './kit-counters.js';
import type { Log } from './log.js';
import type { Publisher } from './publisher.js';
import { Refusal } from './pure.js';
import type { Reaction, Received } from './reaction.js';
import { readMessage, type Poison, type Reading } from './reading.js';

export interface Dealing<Context> {
  readonly groupId: string;
  readonly reactions: readonly Reaction<Context>[];
  readonly context: Context;
  readonly publisher: Publisher;
  readonly log: Log;
  readonly clock?: Clock;
  /**
   * Hears of everything that is put aside, before it is: resolves when whoever must know was told. What it throws is tried again
   * like any passing fault, so it may hear of one message several times, and `message` tells them apart.
   */
  readonly onDeadLetter?: (context: Context, dying: Dying) => Promise<void>;
}

/** A message on its way to the dead letters, and why: codes and places, never a value from the message. */
export interface Dying {
  readonly message: IncomingMessage;
  readonly reason: Poison;
  /** A refusal code, the places that were not as contracted, or a type. */
  readonly detail: string;
}

/** What must be tried again later, and why. */
export interface PassingFault {
  readonly error: unknown;
}

type Poisoned = Extract<Reading<unknown>, { kind: 'poison' }>;

/** Past this a reaction is worth a line in the log: the others of its partition wait for it. */
const slowMs = 5_000;

/**
 * Reacts to one message, or puts it aside as a dead letter, or answers what must be tried again. Never rejects, because
 * what a handler throws decides in the client whether the whole consumer lives.
 */
export async function dealWith<Context>(
  dealing: Dealing<Context>,
  message: IncomingMessage,
): Promise<PassingFault | undefined> {
  const { groupId, log } = dealing;
  const { topic, partition, offset } = message;
  const startedAt = performance.now();
  let outcome: string = 'fault';
  try {
    const reading = readMessage(message, groupId, dealing.reactions);
    const verdict = reading.kind === 'event' ? await reactTo(dealing.context, reading) : reading;
    if (verdict.kind === 'poison') await putAside(dealing, message, verdict);
    outcome = verdict.kind;
    return undefined;
  } catch (error) {
    return { error };
  } finally {
    kitCounters.eventsHandled.inc({ topic, group: groupId, outcome });
    const durationMs = Math.round(performance.now() - startedAt);
    if (durationMs > slowMs) log.warn('a slow reaction', { topic, partition, offset, durationMs });
  }
}

async function reactTo<Context>(
  context: Context,
  { event, reactions }: { readonly event: Received; readonly reactions: readonly Reaction<Context>[] },
): Promise<Poisoned | { readonly kind: 'done' }> {
  try {
    for (const reaction of reactions) await reaction.react(context, event);
    return { kind: 'done' };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'poison', reason: 'REFUSED', detail: error.code };
    throw error;
  }
}

async function putAside<Context>(
  { groupId, publisher, log, clock, context, onDeadLetter }: Dealing<Context>,
  message: IncomingMessage,
  { reason, detail }: Poisoned,
): Promise<void> {
  const { topic, partition, offset } = message;
  await onDeadLetter?.(context, { message, reason, detail });
  await publisher.send([toDeadLetter(message, groupId, { reason, detail, at: clock?.now() ?? new Date() })]);
  kitCounters.deadLetters.inc({ topic, group: groupId, reason });
  log.error('put aside as a dead letter', { topic, partition, offset, groupId, reason, code: detail });
}
