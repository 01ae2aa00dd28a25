import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Kafka, Lifecycle, Log } from '@motcua/service-kit';
import type { Changes } from './changes.js';
import { createPresence, type Presence } from './presence.js';

export interface Hearing {
  readonly kafka: Kafka;
  readonly topics: readonly string[];
  readonly changes: Changes;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  /** Without a sign of Kafka for this long, changes count as unheard. */
  readonly silentAfterMs: number;
}

export interface Ears {
  /** False while something may change without being heard of. */
  readonly hears: () => boolean;
}

const againAfterMs = 1_000;
const closeWithinMs = 2_000;

/**
 * Hears what changes, from now on; the key of a message is the id of what it is about, and nothing else of it is read. Each
 * process hears everything, in a group of its own. When Kafka comes or goes everybody who watches is told, because in between
 * they may have missed something. Without Kafka it tries for ever, and nothing else of the process minds.
 */
export function startHearing(hearing: Hearing): Ears {
  const { topics, changes, lifecycle, log, silentAfterMs } = hearing;
  const stopping = new AbortController();
  const presence = createPresence(silentAfterMs, (isThere) => {
    if (isThere) log.info('changes are heard', { count: topics.length });
    else if (!stopping.signal.aborted) log.warn('changes are not heard any more');
    changes.tellAll();
  });
  const ended = hearAgainAndAgain(hearing, presence, stopping.signal);
  lifecycle.defer('changes', async () => {
    presence.close();
    stopping.abort();
    // A login under way may take longer than anybody wants to wait; it ends with the process.
    await Promise.race([ended, delay(closeWithinMs, undefined, { ref: false })]);
  });
  return { hears: presence.isThere };
}

async function hearAgainAndAgain(hearing: Hearing, presence: Presence, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      await hearUntilItEnds(hearing, presence, stopping);
    } catch (error) {
      hearing.log.warn('changes cannot be heard', { error, delayMs: againAfterMs });
    }
    presence.gone();
    await delay(againAfterMs, undefined, { signal: stopping, ref: false }).catch(() => undefined); // stopping: no pause
  }
}

/** Resolves when we stop, rejects when the client gives up. */
async function hearUntilItEnds(hearing: Hearing, presence: Presence, stopping: AbortSignal): Promise<void> {
  let stopped: () => void = () => undefined;
  let crashed: (error: Error) => void = () => undefined;
  const end = new Promise<void>((resolve, reject) => {
    stopped = resolve;
    crashed = reject;
  });
  end.catch(() => undefined); // told below, once the tail is open
  stopping.addEventListener('abort', stopped, { once: true });
  try {
    await hearUntil(end, crashed, hearing, presence);
  } finally {
    stopping.removeEventListener('abort', stopped); // else each try without Kafka would leave one behind
  }
}

async function hearUntil(
  end: Promise<void>,
  crashed: (error: Error) => void,
  { kafka, topics, changes }: Hearing,
  presence: Presence,
): Promise<void> {
  const tail = await kafka.openTail({
    groupId: `gateway.${randomUUID()}`,
    topics,
    onMessage: ({ key }) => {
      if (key !== null) changes.tell(key.toString());
    },
    onJoined: presence.begun,
    onFetched: presence.sign,
    onCrash: crashed,
  });
  try {
    await end;
  } finally {
    await tail.close();
  }
}
