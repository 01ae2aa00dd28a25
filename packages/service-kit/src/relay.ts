import type { AggregateStore, Stored, Telling } from './aggregate-store.js';
import { toMessage } from './event-message.js';
import { Fault } from './fault.js';
import { isAllTold } from './guarded-write.js';
import { createIdQueue } from './id-queue.js';
import type { OutgoingMessage } from './kafka-port.js';
import type { Lifecycle } from './lifecycle.js';
import type { Log } from './log.js';
import type { Untold } from './outbox.js';
import { gaugeOutbox } from './outbox-gauges.js';
import type { PartnerSigner } from './partner-signature.js';
import type { Publisher } from './publisher.js';
import type { Fact } from './pure.js';
import { repeat } from './repeat.js';
import { createRetryTimes } from './retry-times.js';

export interface Relay {
  /** Something was stored for this id: tell it now instead of at the next sweep. */
  nudge(id: string): void;
  /** Resolves when everything asked for so far was told, or was put off because it could not be. */
  idle(): Promise<void>;
  /** Rejects while Kafka or the database refuses; for `/readyz`. */
  check(): Promise<void>;
}

export interface RelayOptions<S, F extends Fact> {
  readonly store: AggregateStore<S, F>;
  /** CloudEvents source, e.g. `/motcua/dossiers`. */
  readonly source: string;
  readonly published: Telling<S, F>;
  readonly publisher: Publisher;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  /** Needed when something goes to a `partner.…` topic. */
  readonly sign?: PartnerSigner;
  /** Also the age from which a sweep takes something, so that it rarely meets another replica's nudge. */
  readonly sweepEveryMs?: number;
}

const aggregatesAtOnce = 50;
const aggregatesPerSweep = 200;
const factsPerSend = 100;

/**
 * Tells Kafka what was stored: at once when nudged (it listens to the store itself, and tells what it hears there without
 * reading it again), and by a sweep for what a crash, a lost nudge or an unreachable broker left behind. Sends first and marks
 * after, so a crash between is a duplicate, never a loss. One aggregate is told by one send at a time, in order. It never
 * gives up.
 */
export function startRelay<S, F extends Fact>(options: RelayOptions<S, F>): Relay {
  const { store, lifecycle, sweepEveryMs = 2_000 } = options;
  const troubles = createTroubles();
  // Its own signal, not the lifecycle's: requests that end during a drain are still told.
  const stopping = new AbortController();
  const fresh = new Map<string, Stored<S, F>>();
  const queue = createIdQueue(aggregatesAtOnce, async (id) => {
    const stored = fresh.get(id);
    fresh.delete(id);
    if (stopping.signal.aborted || troubles.mustWait(id)) return; // the sweep comes back to it
    await tellOrPutOff(options, troubles, id, stored);
  });
  const sweep = async (): Promise<void> => {
    for (const id of await findDue(options, troubles, sweepEveryMs)) queue.add(id);
    await queue.idle();
  };
  store.tellBy(options.published);
  store.onStored((id, stored) => {
    if (isAllTold(stored)) return;
    if (stored.version > (fresh.get(id)?.version ?? 0)) fresh.set(id, stored);
    queue.add(id);
  });
  gaugeOutbox(store, lifecycle);
  const sweeping = repeat(sweep, sweepEveryMs, stopping.signal);
  lifecycle.defer(`relay of ${store.aggregate.name}`, async () => {
    await queue.idle();
    stopping.abort();
    await sweeping;
  });
  return {
    nudge: queue.add,
    idle: queue.idle,
    check: () => (troubles.isHeldUp() ? Promise.reject(new Error('events are not going out')) : Promise.resolve()),
  };
}

interface Troubles {
  /** With Kafka or the database: nobody is told for a while. With one aggregate: the others go on. */
  readonly failed: (aggregateId: string | undefined) => number;
  readonly succeeded: (aggregateId: string) => void;
  readonly mustWait: (aggregateId: string) => boolean;
  readonly isHeldUp: () => boolean;
  readonly allMustWait: () => boolean;
  readonly waiting: () => readonly string[];
}

function createTroubles(): Troubles {
  const all = 'kafka or the database';
  const withAll = createRetryTimes({ firstMs: 250, longestMs: 10_000 });
  const withOne = createRetryTimes({ firstMs: 1_000, longestMs: 300_000 });
  return {
    failed: (id) => (id === undefined ? withAll.failed(all) : withOne.failed(id)),
    succeeded(id) {
      withAll.succeeded(all);
      withOne.succeeded(id);
    },
    mustWait: (id) => withAll.mustWait(all) || withOne.mustWait(id),
    isHeldUp: () => withAll.failing().length > 0,
    allMustWait: () => withAll.mustWait(all),
    waiting: () => withOne.failing().filter((id) => withOne.mustWait(id)),
  };
}

async function tellOrPutOff<S, F extends Fact>(
  options: RelayOptions<S, F>,
  troubles: Troubles,
  id: string,
  fresh: Stored<S, F> | undefined,
): Promise<void> {
  try {
    await tellAll(options, id, fresh);
    troubles.succeeded(id);
  } catch (error) {
    const delayMs = troubles.failed(error instanceof Fault ? id : undefined);
    options.log.error('not told yet', { aggregate: options.store.aggregate.name, aggregateId: id, delayMs, error });
  }
}

/** What waits for longer than a sweep takes; nothing while nobody can be told anyway. */
async function findDue<S, F extends Fact>(
  { store, log }: RelayOptions<S, F>,
  troubles: Troubles,
  ageMs: number,
): Promise<readonly string[]> {
  if (troubles.allMustWait()) return [];
  try {
    const before = new Date(Date.now() - ageMs);
    return await store.outbox.due(before, { limit: aggregatesPerSweep, except: troubles.waiting() });
  } catch (error) {
    const delayMs = troubles.failed(undefined);
    log.error('the outbox cannot be read', { aggregate: store.aggregate.name, delayMs, error });
    return [];
  }
}

async function tellAll<S, F extends Fact>(
  options: RelayOptions<S, F>,
  id: string,
  fresh: Stored<S, F> | undefined,
): Promise<void> {
  const { outbox } = options.store;
  for (let known = fresh; ; known = undefined) {
    const untold = await outbox.untold(id, factsPerSend, known);
    const [first, last] = [untold.at(0), untold.at(-1)];
    if (first === undefined || last === undefined) return;
    await options.publisher.send(toMessages(options, untold));
    await outbox.markTold(id, { after: first.stored.version - 1, upTo: last.stored.version });
    // What was stored meanwhile has its own nudge, or keeps its flag for the sweep.
    if (untold.length < factsPerSend) return;
  }
}

function toMessages<S, F extends Fact>(
  { published, source, sign }: RelayOptions<S, F>,
  untold: readonly Untold<S, F>[],
): readonly OutgoingMessage[] {
  try {
    return untold.flatMap(({ fact, stored }) =>
      published(fact, stored).map((event) => toMessage(event, { fact, stored, source }, sign)),
    );
  } catch (error) {
    throw new Fault('UNSENDABLE', 'a fact cannot be turned into its event', { cause: error });
  }
}
