import { CloudEvent } from '@motcua/event-contracts';
import type { IncomingMessage } from '../kafka-port.js';

/** A message as it stood on its topic; `event` is absent when it is not an event of ours (a dead letter, poison). */
export interface SeenEvent {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly raw: string;
  /** `<aggregate id>/<n>`; empty when it is not an event of ours. */
  readonly id: string;
  /** The contract's name, e.g. `dossier.submitted`; empty when it is not an event of ours. */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly event?: CloudEvent;
}

export interface SeenEvents {
  readonly record: (message: IncomingMessage) => void;
  readonly seen: (topic: string) => readonly SeenEvent[];
  readonly waitFor: (topic: string, predicate: (event: SeenEvent) => boolean, deadlineMs: number) => Promise<SeenEvent>;
  /** Nothing more will come: everybody who waits is told why. */
  readonly fail: (error: Error) => void;
}

interface Waiting {
  readonly topic: string;
  readonly predicate: (event: SeenEvent) => boolean;
  readonly found: (event: SeenEvent) => void;
  readonly failed: (error: Error) => void;
}

/** Remembers what arrived and wakes those who wait for it; `explain` adds to the message when nothing came in time. */
export function rememberEvents(explain: () => string): SeenEvents {
  const byTopic = new Map<string, SeenEvent[]>();
  const waiting = new Set<Waiting>();
  let over: Error | undefined;
  const seen = (topic: string): readonly SeenEvent[] => [...(byTopic.get(topic) ?? [])];
  return {
    seen,
    record(message) {
      const event = toSeen(message);
      const before = byTopic.get(event.topic);
      if (before === undefined) byTopic.set(event.topic, [event]);
      else before.push(event);
      for (const one of waiting) if (one.topic === event.topic && one.predicate(event)) one.found(event);
    },
    fail(error) {
      over ??= error;
      for (const one of waiting) one.failed(over);
    },
    waitFor(topic, predicate, deadlineMs) {
      const already = seen(topic).find(predicate);
      if (already !== undefined) return Promise.resolve(already);
      if (over !== undefined) return Promise.reject(over);
      const late = (): Error =>
        new Error(`not within ${deadlineMs} ms on ${topic}; ${summaryOf(seen(topic))}${explain()}`);
      return waitAmong(waiting, { topic, predicate }, { deadlineMs, late });
    },
  };
}

function waitAmong(
  waiting: Set<Waiting>,
  wanted: Pick<Waiting, 'topic' | 'predicate'>,
  until: { readonly deadlineMs: number; readonly late: () => Error },
): Promise<SeenEvent> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timeout);
      waiting.delete(one);
    };
    const one: Waiting = {
      ...wanted,
      found(event) {
        leave();
        resolve(event);
      },
      failed(error) {
        leave();
        reject(error);
      },
    };
    const timeout = setTimeout(() => {
      one.failed(until.late());
    }, until.deadlineMs);
    waiting.add(one);
  });
}

function summaryOf(events: readonly SeenEvent[]): string {
  const came = events.map(({ type, id }) => `${type === '' ? 'unreadable' : type} ${id}`);
  return came.length === 0 ? 'nothing came' : `there came ${came.join(', ')}`;
}

function toSeen(message: IncomingMessage): SeenEvent {
  const raw = message.value?.toString() ?? '';
  const event = toEvent(raw);
  const data = event?.data;
  const isRecord = typeof data === 'object' && data !== null && !Array.isArray(data);
  return {
    topic: message.topic,
    key: message.key?.toString() ?? '',
    headers: Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, value.toString()])),
    raw,
    id: event?.id ?? '',
    type: event?.type.replace(/^vn\.motcua\.(.*)\.v\d+$/, '$1') ?? '',
    data: isRecord ? { ...data } : {},
    ...(event === undefined ? {} : { event }),
  };
}

function toEvent(raw: string): CloudEvent | undefined {
  try {
    return CloudEvent.safeParse(JSON.parse(raw)).data;
  } catch {
    // Poison is part of many tests; `raw` shows it.
    return undefined;
  }
}
