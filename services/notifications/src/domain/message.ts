/** One letter or text: queued, claimed by whoever sends it, and then sent, delivered, failed or left unknown. */
import type { Appointment } from './appointment.js';
import { awaitedReceipts, withReceipt, type AwaitedReceipts, type Handed } from './receipt.js';
import type { Channel, NoticeName } from './templates.js';
import type { Values } from './render.js';

interface Written {
  readonly messageId: string;
  readonly notice: NoticeName;
  /** The first time this is told is 1. */
  readonly number: number;
  readonly templateVersion: number;
  readonly channel: Channel;
  /** What the template's gaps are filled with; nothing personal and nothing secret. */
  readonly values: Values;
  /** A code or a link, under the correspondence's data key. */
  readonly encryptedSecret?: string;
  /** After that it is not sent any more; absent when it is of use at any time. */
  readonly usefulUntil?: Date;
  /** The calendar entry in a letter. */
  readonly appointment?: Appointment;
  readonly queuedAt: Date;
  readonly attempts: number;
}

export type Message =
  | ({ readonly status: 'QUEUED'; readonly nextAttemptAt: Date; readonly reasonCode?: string } & Written)
  /** A sender has it; until when it may still be at work. */
  | ({ readonly status: 'CLAIMED'; readonly leaseUntil: Date } & Written)
  /** The provider took it; of a text, what is still to be heard about its parts. */
  | ({ readonly status: 'SENT'; readonly sentAt: Date; readonly awaits?: AwaitedReceipts } & Written)
  /** It is on the phone. */
  | ({ readonly status: 'DELIVERED'; readonly sentAt: Date; readonly deliveredAt: Date } & Written)
  | ({ readonly status: 'FAILED'; readonly reasonCode: string } & Written)
  /** The provider may or may not have taken it; a text is then never sent again. A late receipt may still tell. */
  | ({ readonly status: 'UNKNOWN'; readonly reasonCode: string; readonly awaits?: AwaitedReceipts } & Written);

export type MessageFact =
  | ({ readonly type: 'MessageQueued' } & Omit<Written, 'attempts'>)
  | { readonly type: 'MessageClaimed'; readonly messageId: string; readonly leaseUntil: Date }
  | {
      readonly type: 'MessageDeferred';
      readonly messageId: string;
      readonly reasonCode: string;
      readonly nextAttemptAt: Date;
    }
  | ({ readonly type: 'MessageSent'; readonly messageId: string; readonly sentAt: Date } & Handed)
  | { readonly type: 'MessageFailed'; readonly messageId: string; readonly reasonCode: string; readonly failedAt: Date }
  | ({ readonly type: 'MessageLeftUnknown'; readonly messageId: string; readonly reasonCode: string } & Handed)
  /** What the network says became of one part. */
  | {
      readonly type: 'ReceiptCame';
      readonly messageId: string;
      readonly reference: string;
      /** Null when the part arrived. */
      readonly reasonCode: string | null;
      readonly cameAt: Date;
    }
  /** The provider was asked and knew nothing final; null when it is not asked again. */
  | { readonly type: 'ReceiptPutOff'; readonly messageId: string; readonly askAt: Date | null };

export type MessageFactOf<Type extends MessageFact['type']> = Extract<MessageFact, { readonly type: Type }>;
export type MessageProgress = Exclude<MessageFact, { readonly type: 'MessageQueued' }>;

/** Which fact may follow in which status. */
export const messageTransitions: Readonly<Record<Message['status'], readonly MessageProgress['type'][]>> = {
  QUEUED: ['MessageClaimed', 'MessageDeferred', 'MessageFailed'],
  // A letter whose sender was lost is claimed again.
  CLAIMED: ['MessageClaimed', 'MessageDeferred', 'MessageSent', 'MessageFailed', 'MessageLeftUnknown'],
  SENT: ['ReceiptCame', 'ReceiptPutOff'],
  DELIVERED: [],
  FAILED: [],
  // The sender that was thought lost may still come back with an answer.
  UNKNOWN: ['MessageSent', 'MessageFailed', 'ReceiptCame', 'ReceiptPutOff'],
};

/** What is of use for a while only goes ahead of whatever has waited for less than this. */
const headStartMs = 86_400_000;

export function queuedMessage(fact: MessageFactOf<'MessageQueued'>): Message {
  const { queuedAt, usefulUntil } = fact;
  const nextAttemptAt = usefulUntil === undefined ? queuedAt : new Date(queuedAt.getTime() - headStartMs);
  return { status: 'QUEUED', nextAttemptAt, ...writtenOf({ ...fact, attempts: 0 }) };
}

export function evolveMessage(message: Message, fact: MessageProgress): Message {
  if (!messageTransitions[message.status].includes(fact.type)) {
    throw new Error(`${fact.type} cannot follow in status ${message.status}`);
  }
  const written = writtenOf(message);
  switch (fact.type) {
    case 'MessageClaimed':
      return { status: 'CLAIMED', leaseUntil: fact.leaseUntil, ...written, attempts: written.attempts + 1 };
    case 'MessageDeferred':
      return { status: 'QUEUED', nextAttemptAt: fact.nextAttemptAt, reasonCode: fact.reasonCode, ...written };
    case 'MessageSent':
      return { status: 'SENT', sentAt: fact.sentAt, ...awaitedReceipts(fact, fact.sentAt), ...written };
    case 'MessageFailed':
      return { status: 'FAILED', reasonCode: fact.reasonCode, ...written };
    case 'MessageLeftUnknown':
      return { status: 'UNKNOWN', reasonCode: fact.reasonCode, ...awaitedReceipts(fact, message.queuedAt), ...written };
    case 'ReceiptCame':
      return received(message, fact);
    case 'ReceiptPutOff':
      return putOffAsking(message, fact.askAt);
  }
}

/** Delivered with the last of its parts, failed with the first that did not arrive. */
function received(message: Message, { reference, reasonCode, cameAt }: MessageFactOf<'ReceiptCame'>): Message {
  if ((message.status !== 'SENT' && message.status !== 'UNKNOWN') || message.awaits === undefined) return message;
  const written = writtenOf(message);
  if (reasonCode !== null) return { status: 'FAILED', reasonCode, ...written };
  const awaits = withReceipt(message.awaits, reference);
  if (awaits.references.length > 0) return { ...message, awaits };
  const sentAt = message.status === 'SENT' ? message.sentAt : cameAt;
  return { status: 'DELIVERED', sentAt, deliveredAt: cameAt, ...written };
}

function putOffAsking(message: Message, askAt: Date | null): Message {
  if ((message.status !== 'SENT' && message.status !== 'UNKNOWN') || message.awaits === undefined) return message;
  return { ...message, awaits: { ...message.awaits, askAt, asked: message.awaits.asked + 1 } };
}

/** When somebody must send it next; null once it is over. */
export function nextActionOf(message: Message): Date | null {
  switch (message.status) {
    case 'QUEUED':
      return message.nextAttemptAt;
    case 'CLAIMED':
      return message.leaseUntil;
    case 'SENT':
    case 'DELIVERED':
    case 'FAILED':
    case 'UNKNOWN':
      return null;
  }
}

function writtenOf({
  messageId,
  notice,
  number,
  templateVersion,
  channel,
  values,
  queuedAt,
  attempts,
  ...rest
}: Written): Written {
  return {
    ...{ messageId, notice, number, templateVersion, channel, values, queuedAt, attempts },
    ...(rest.encryptedSecret === undefined ? {} : { encryptedSecret: rest.encryptedSecret }),
    ...(rest.usefulUntil === undefined ? {} : { usefulUntil: rest.usefulUntil }),
    ...(rest.appointment === undefined ? {} : { appointment: rest.appointment }),
  };
}
