import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Somebody who hears a topic, in a process of their own. */
export interface Listener {
  /** Resolves when they have the event about that dossier, now or later. */
  heard(dossierId: string): Promise<void>;
  /** Those they have, and how many of them somebody signed. */
  readonly counted: () => { readonly events: number; readonly verified: number };
  stop(): Promise<void>;
}

export interface ListenerOptions {
  /** Where Kafka is, and the login. */
  readonly kafka: Readonly<Record<string, string>>;
  readonly topic: string;
  readonly groupId: string;
  /** Wire type of the events that count; others are passed over. */
  readonly type: string;
  /** The platform's public keys: without them nothing is verified. */
  readonly keysUrl?: string;
}

const patienceMs = 30_000;

/** Resolves when it has its partitions. */
export async function startListener({ kafka, topic, groupId, type, keysUrl }: ListenerOptions): Promise<Listener> {
  const settings = { FEED_TOPIC: topic, FEED_GROUP: groupId, FEED_TYPE: type, FEED_KEYS_URL: keysUrl ?? '' };
  const child = fork(fileURLToPath(new URL('./subscriber.js', import.meta.url)), {
    env: { PATH: process.env['PATH'] ?? '', ...kafka, ...settings },
  });
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const events = arrivals();
  const listens = withinPatience(`${topic} to be listened to`, (resolve) => {
    hear(child, { listens: resolve, events });
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  await listens.catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { heard: events.wait, counted: events.counted, stop };
}

function hear(
  child: ChildProcess,
  { listens, events }: { readonly listens: () => void; readonly events: Arrivals },
): void {
  child.on('message', (message) => {
    const [what = '', about = ''] = (typeof message === 'string' ? message : '').split('|');
    if (what === 'listens') listens();
    else if (what === 'problem') events.fail(new Error(about));
    else events.arrived({ dossierId: about, verified: what === 'verified' });
  });
  child.once('exit', () => {
    events.fail(new Error('the listener ended'));
  });
}

interface Arrivals {
  readonly arrived: (event: { readonly dossierId: string; readonly verified: boolean }) => void;
  readonly wait: (dossierId: string) => Promise<void>;
  readonly fail: (error: Error) => void;
  readonly counted: Listener['counted'];
}

function arrivals(): Arrivals {
  const there = new Set<string>();
  const waiting = new Map<string, { readonly resolve: () => void; readonly reject: (error: Error) => void }>();
  let verifiedOnes = 0;
  let failure: Error | null = null;
  return {
    arrived({ dossierId, verified }) {
      there.add(dossierId);
      if (verified) verifiedOnes += 1;
      waiting.get(dossierId)?.resolve();
      waiting.delete(dossierId);
    },
    wait: (dossierId) =>
      withinPatience(`the event about ${dossierId}`, (resolve, reject) => {
        if (failure !== null) reject(failure);
        else if (there.has(dossierId)) resolve();
        else waiting.set(dossierId, { resolve, reject });
      }),
    fail(error) {
      failure = error;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
    counted: () => ({ events: there.size, verified: verifiedOnes }),
  };
}

function withinPatience(
  what: string,
  begin: (resolve: () => void, reject: (error: Error) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`not within ${patienceMs} ms: ${what}`));
    }, patienceMs);
    const settled = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
    };
    begin(
      () => {
        settled(resolve);
      },
      (error) => {
        settled(() => {
          reject(error);
        });
      },
    );
  });
}
