import { CloudEvent, wireType, type EventContract } from '@motcua/event-contracts';
import type { z } from 'zod';
import type { IncomingMessage } from './kafka-port.js';
import type { Reaction, Received } from './reaction.js';

/** Why something is put aside. Codes only: what a message holds never reaches a header or a log. */
export type Poison =
  'NOT_JSON' | 'NOT_A_CLOUD_EVENT' | 'UNKNOWN_VERSION' | 'NOT_AS_CONTRACTED' | 'WRONG_TOPIC' | 'REFUSED';

export type Reading<Context> =
  | { readonly kind: 'event'; readonly event: Received; readonly reactions: readonly Reaction<Context>[] }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'poison'; readonly reason: Poison; readonly detail: string };

/** Names the only group that shall deal with a message: one that was sent again from that group's dead letters. */
export const replayForHeader = 'motcua-replay-for';

/**
 * Makes out what a message is for this group: an event it reacts to, nothing to it, or poison. A type nobody here reacts
 * to is ignored, so that new types may appear on a topic at any time.
 */
export function readMessage<Context>(
  message: IncomingMessage,
  groupId: string,
  reactions: readonly Reaction<Context>[],
): Reading<Context> {
  const onlyFor = message.headers[replayForHeader]?.toString();
  if (onlyFor !== undefined && onlyFor !== groupId) return { kind: 'ignored' };
  const body = parseJson(message.value);
  if (body === undefined) return { kind: 'poison', reason: 'NOT_JSON', detail: '' };
  const envelope = CloudEvent.safeParse(body);
  if (!envelope.success) return { kind: 'poison', reason: 'NOT_A_CLOUD_EVENT', detail: pathsOf(envelope.error) };
  const meant = reactions.filter(({ contract }) => wireType(contract) === envelope.data.type);
  const [first] = meant;
  if (first === undefined) return readUnheard(envelope.data.type, reactions);
  // Whoever may write one topic could otherwise speak in the name of every publisher.
  if (!belongsTo(first.contract, message.topic)) return { kind: 'poison', reason: 'WRONG_TOPIC', detail: '' };
  const data = first.contract.schema.safeParse(envelope.data.data);
  if (!data.success) return { kind: 'poison', reason: 'NOT_AS_CONTRACTED', detail: pathsOf(data.error) };
  return { kind: 'event', event: toReceived(message, first.contract, envelope.data, data.data), reactions: meant };
}

function parseJson(value: Buffer | null): unknown {
  if (value === null) return undefined;
  try {
    return JSON.parse(utf8.decode(value));
  } catch {
    // The answer is "not JSON"; the error's text repeats the message and must go nowhere.
    return undefined;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function readUnheard<Context>(type: string, reactions: readonly Reaction<Context>[]): Reading<Context> {
  const name = type.slice(0, type.lastIndexOf('.v'));
  const isKnown = reactions.some(({ contract }) => name === `vn.motcua.${contract.name}`);
  return isKnown ? { kind: 'poison', reason: 'UNKNOWN_VERSION', detail: type } : { kind: 'ignored' };
}

/** True when the contract lives on this topic; `<agency>` stands for any one name. */
export function belongsTo({ topic: declared }: Pick<EventContract, 'topic'>, topic: string): boolean {
  const [before = '', after] = declared.split('<agency>');
  if (after === undefined) return declared === topic;
  const agency = topic.slice(before.length, topic.length - after.length);
  return topic === `${before}${agency}${after}` && /^[a-z0-9-]+$/.test(agency);
}

function toReceived(message: IncomingMessage, contract: EventContract, event: CloudEvent, data: unknown): Received {
  return {
    id: event.id,
    type: contract.name,
    topic: message.topic,
    time: new Date(event.time),
    subject: event.subject,
    key: event.partitionkey,
    sequence: Number(event.sequence),
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
    data,
  };
}

function pathsOf(error: z.ZodError): string {
  const paths = error.issues.map(({ path, code }) => `${path.map(String).join('.')}:${code}`);
  return paths.slice(0, 10).join(' ');
}
