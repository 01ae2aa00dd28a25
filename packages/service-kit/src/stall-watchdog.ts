import { Gauge } from 'prom-client';
import { Fault } from './fault.js';
import type { Assignment, Kafka, KafkaAdmin } from './kafka-port.js';
import { kitRegistry } from './kit-counters.js';
import type { Lifecycle } from './lifecycle.js';
import type { Log } from './log.js';
import { repeat } from './repeat.js';

export interface StallWatchdog {
  /** A message of this partition was just dealt with, or tried. */
  signOfLife(topic: string, partition: number): void;
}

const lagGauge = new Gauge({
  name: 'motcua_consumer_lag',
  help: 'Messages of a partition that the group has not committed yet',
  labelNames: ['group', 'partition'],
  registers: [kitRegistry],
});

interface Watched {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly topics: readonly string[];
  /** What the group gave to this consumer; undefined when it is not a member. */
  readonly assignment: () => Assignment | undefined;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  /** A minute when absent. */
  readonly stallAfterMs?: number;
}

/** Looks, not seconds: a process that was suspended has not been standing still while it was running. */
const looksUntilStalled = 6;

/**
 * A client whose link drops may fall silent without any error. So this asks Kafka itself: a partition of ours with
 * messages waiting and nothing tried or committed for a while ends the process, and its supervisor starts it again.
 * While Kafka does not answer there is no verdict.
 */
export function startStallWatchdog(watched: Watched): StallWatchdog {
  const { kafka, lifecycle, log } = watched;
  const stalledLooks = createStallCount(looksUntilStalled);
  const stopping = new AbortController();
  let admin: KafkaAdmin | undefined;

  const look = async (): Promise<void> => {
    try {
      admin ??= await kafka.openAdmin();
      const places = await readPlaces(admin, watched);
      for (const { name, lag } of places) lagGauge.set({ group: watched.groupId, partition: name }, Number(lag));
      for (const stalled of stalledLooks.look(places)) {
        lifecycle.fail(new Fault('STALLED', `the consumer of ${watched.groupId} stands still at ${stalled}`));
      }
    } catch (error) {
      log.warn('the lag cannot be read', { groupId: watched.groupId, error });
      stalledLooks.forget();
      await closeQuietly(admin, log);
      admin = undefined;
    }
  };
  const lookEveryMs = (watched.stallAfterMs ?? 60_000) / looksUntilStalled;
  const watching = repeat(look, lookEveryMs, stopping.signal);
  lifecycle.defer(`watchdog ${watched.groupId}`, async () => {
    stopping.abort();
    await watching;
    await closeQuietly(admin, log);
  });
  return {
    signOfLife: (topic, partition) => {
      stalledLooks.signOfLife(`${topic}/${partition}`);
    },
  };
}

/** How far the group has come at one partition of ours. */
export interface Place {
  readonly name: string;
  readonly lag: bigint;
  readonly committed: bigint;
}

async function readPlaces(admin: KafkaAdmin, { groupId, topics, assignment }: Watched): Promise<readonly Place[]> {
  const committed = await admin.committedBy(groupId, topics);
  const ours = assignment();
  const places: Place[] = [];
  for (const topic of topics) {
    for (const { partition, low, high } of await admin.boundsOf(topic)) {
      if (ours !== undefined && ours[topic]?.includes(partition) !== true) continue;
      const stored = committed.get(topic)?.find((entry) => entry.partition === partition)?.offset ?? -1n;
      const from = stored < low ? low : stored;
      places.push({ name: `${topic}/${partition}`, lag: high - from, committed: stored });
    }
  }
  return places;
}

/** Counts, place by place, the looks in a row that saw messages waiting and nothing happening. */
export function createStallCount(limit: number): {
  look(places: readonly Place[]): readonly string[];
  signOfLife(name: string): void;
  forget(): void;
} {
  let seen = new Map<string, { readonly committed: bigint; readonly looks: number }>();
  return {
    look(places) {
      // Anew each time: a place that was given to another member and comes back starts from nothing.
      const now: typeof seen = new Map();
      for (const { name, lag, committed } of places) {
        const before = seen.get(name);
        const still = lag > 0n && before?.committed === committed;
        now.set(name, { committed, looks: still ? before.looks + 1 : 0 });
      }
      seen = now;
      return [...seen].filter(([, { looks }]) => looks >= limit).map(([name]) => name);
    },
    signOfLife: (name) => void seen.delete(name),
    forget: () => {
      seen.clear();
    },
  };
}

async function closeQuietly(admin: KafkaAdmin | undefined, log: Log): Promise<void> {
  try {
    await admin?.close();
  } catch (error) {
    log.warn('an admin connection did not close', { error });
  }
}
