import { deadLetterTopic } from '@motcua/event-contracts';
import type { IncomingMessage, OutgoingMessage } from './kafka-port.js';
import { replayForHeader, type Poison } from './reading.js';

/** A message that one group could not deal with, as it came, with the reason. */
export interface DeadLetter {
  /** `<topic>.<group>/<partition>/<offset>` of the original: the same letter written twice has one id. */
  readonly id: string;
  readonly topic: string;
  readonly groupId: string;
  readonly reason: string;
  /** A refusal code, the places that were not as contracted, a type; never a value from the message. */
  readonly detail: string;
  readonly diedAt: Date;
  readonly message: IncomingMessage;
}

const named = (name: string): string => `motcua-dead-${name}`;

/** The original key, bytes and headers, and beside them why and where it died. */
export function toDeadLetter(
  message: IncomingMessage,
  groupId: string,
  why: { readonly reason: Poison; readonly detail: string; readonly at: Date },
): OutgoingMessage {
  return {
    topic: deadLetterTopic(message.topic, groupId),
    key: message.key ?? Buffer.alloc(0),
    value: message.value,
    headers: {
      ...withoutHeaders(message.headers, 'motcua-dead-'),
      [named('id')]: `${message.topic}.${groupId}/${message.partition}/${message.offset}`,
      [named('topic')]: message.topic,
      [named('group')]: groupId,
      [named('reason')]: why.reason,
      [named('detail')]: why.detail,
      [named('at')]: why.at.toISOString(),
    },
  };
}

/** Null for what is not a dead letter (the mark of a replay, something foreign). */
export function parseDeadLetter(message: IncomingMessage): DeadLetter | null {
  const header = (name: string): string | undefined => message.headers[named(name)]?.toString();
  const [id, topic, groupId, reason, at] = ['id', 'topic', 'group', 'reason', 'at'].map(header);
  if (id === undefined || topic === undefined || groupId === undefined || reason === undefined || at === undefined) {
    return null;
  }
  return { id, topic, groupId, reason, detail: header('detail') ?? '', diedAt: new Date(at), message };
}

/**
 * The original again, to its own topic, for the group alone that could not deal with it. Under its own key, so that it
 * comes to where its like are; on a compacted topic under another, or it would drive out what was said since.
 */
export function toReplay({ id, message, topic, groupId }: DeadLetter, isCompacted: boolean): OutgoingMessage {
  return {
    topic,
    key: isCompacted ? `replay:${id}` : (message.key ?? Buffer.alloc(0)),
    value: message.value,
    headers: { ...withoutHeaders(message.headers, 'motcua-dead-'), [replayForHeader]: groupId },
  };
}

const replayedHeader = 'motcua-replayed-id';
const replayedAtHeader = 'motcua-replayed-at';

/** Written to the dead-letter topic itself: that a letter was sent again, and when. */
export function toReplayMark(letter: DeadLetter, at: Date): OutgoingMessage {
  return {
    topic: deadLetterTopic(letter.topic, letter.groupId),
    key: letter.message.key ?? Buffer.alloc(0),
    value: null,
    headers: { [replayedHeader]: letter.id, [replayedAtHeader]: at.toISOString() },
  };
}

export function parseReplayMark(message: IncomingMessage): { readonly id: string; readonly at: Date } | null {
  const id = message.headers[replayedHeader]?.toString();
  const at = message.headers[replayedAtHeader]?.toString();
  return id === undefined || at === undefined ? null : { id, at: new Date(at) };
}

function withoutHeaders(headers: IncomingMessage['headers'], prefix: string): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(prefix)));
}
