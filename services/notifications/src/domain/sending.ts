/** Sending once or at least once: a text is claimed a single time, a letter may be tried again until it is taken. */
import { isWritten, type Correspondence, type CorrespondenceFact } from './correspondence.js';
import { afterArrival, afterFailure, isUrgent } from './dead-address.js';
import type { Message } from './message.js';
import { quietUntil } from './preferences.js';
import type { Handed, Receipt } from './receipt.js';
import type { Channel } from './templates.js';

/** What a provider says about one message. */
export type Outcome =
  | ({ readonly kind: 'TAKEN' } & Handed)
  /** It will never take this message. */
  | { readonly kind: 'REFUSED'; readonly reasonCode: string }
  /** It did not take this message, and may later. */
  | { readonly kind: 'LATER'; readonly reasonCode: string }
  /** It may have taken it. */
  | ({ readonly kind: 'UNKNOWN'; readonly reasonCode: string } & Handed);

/** How long a sender may be at work before it counts as lost. */
export const leaseMs: Readonly<Record<Channel, number>> = { SMS: 2 * 60_000, EMAIL: 5 * 60_000 };

const minute = 60_000;
const backOffMs = [minute / 4, minute, 5 * minute, 15 * minute, 60 * minute] as const;
const longestBackOffMs = 60 * minute;
/** A little more than a day of "later" from a provider that is up; an absent provider is not an attempt. */
export const mostAttempts = 30;

/** Takes the next message of a channel that is due; nothing when another sender has it. */
export function claimMessage(state: Correspondence, messageId: string, at: Date): readonly CorrespondenceFact[] {
  const message = findMessage(state, messageId);
  if (message === undefined || !isDue(message, at)) return [];
  if (message.status === 'QUEUED' && message.usefulUntil !== undefined && message.usefulUntil <= at) {
    return [{ type: 'MessageFailed', messageId, reasonCode: 'TOO_LATE', failedAt: at }];
  }
  if (message.status === 'CLAIMED' && message.channel === 'SMS') {
    return [{ type: 'MessageLeftUnknown', messageId, reasonCode: 'SENDER_LOST' }];
  }
  const quiet = isUrgent(message) ? null : quietTime(state, message, at);
  if (quiet !== null) return [{ type: 'MessageDeferred', messageId, reasonCode: 'QUIET_HOURS', nextAttemptAt: quiet }];
  return [{ type: 'MessageClaimed', messageId, leaseUntil: new Date(at.getTime() + leaseMs[message.channel]) }];
}

/** Letters ring nowhere. */
function quietTime(state: Correspondence, { channel }: Message, at: Date): Date | null {
  return channel === 'SMS' && state.status === 'OPEN' ? quietUntil(state.preferences?.quietHours ?? null, at) : null;
}

export interface Conclusion {
  readonly messageId: string;
  readonly attempt: number;
  readonly outcome: Outcome;
  /** What the network already said about parts of it. */
  readonly receipts?: readonly Receipt[];
}

/** What became of an attempt; only the sender whose attempt it is may say. */
export function concludeMessage(
  state: Correspondence,
  { messageId, attempt, outcome, receipts = [] }: Conclusion,
  at: Date,
): readonly CorrespondenceFact[] {
  const message = findMessage(state, messageId);
  if (message === undefined || message.attempts !== attempt) return [];
  switch (message.status) {
    case 'CLAIMED':
      return withConsequences(state, message, [
        afterAttempt(message, outcome, at),
        ...firstOfEach(messageId, receipts, at),
      ]);
    case 'UNKNOWN':
      return outcome.kind === 'TAKEN' || outcome.kind === 'REFUSED'
        ? withConsequences(state, message, [
            afterAttempt(message, outcome, at),
            ...firstOfEach(messageId, receipts, at),
          ])
        : [];
    case 'QUEUED':
    case 'SENT':
    case 'DELIVERED':
    case 'FAILED':
      return [];
  }
}

/** What the failure or the arrival of a message means for its address. */
export function withConsequences(
  state: Correspondence,
  message: Message,
  facts: readonly CorrespondenceFact[],
): readonly CorrespondenceFact[] {
  for (const fact of facts) {
    if (fact.type === 'MessageFailed')
      return [...facts, ...afterFailure(state, message, fact.reasonCode, fact.failedAt)];
    if (fact.type === 'ReceiptCame' && fact.reasonCode !== null) {
      return [...facts, ...afterFailure(state, message, fact.reasonCode, fact.cameAt)];
    }
  }
  const hasArrived = facts.some(({ type }) => type === (message.channel === 'EMAIL' ? 'MessageSent' : 'ReceiptCame'));
  return hasArrived ? [...facts, ...afterArrival(state, message)] : facts;
}

function afterAttempt({ messageId, channel, attempts }: Message, outcome: Outcome, at: Date): CorrespondenceFact {
  switch (outcome.kind) {
    case 'TAKEN':
      return { type: 'MessageSent', messageId, sentAt: at, ...handed(outcome) };
    case 'REFUSED':
      return { type: 'MessageFailed', messageId, reasonCode: outcome.reasonCode, failedAt: at };
    case 'UNKNOWN':
      if (channel === 'SMS') {
        return { type: 'MessageLeftUnknown', messageId, reasonCode: outcome.reasonCode, ...handed(outcome) };
      }
      return putOff(messageId, attempts, outcome.reasonCode, at);
    case 'LATER':
      return putOff(messageId, attempts, outcome.reasonCode, at);
  }
}

/** Up to the first part that did not arrive: with it the message has failed. */
function firstOfEach(messageId: string, receipts: readonly Receipt[], at: Date): readonly CorrespondenceFact[] {
  const bad = receipts.findIndex(({ reasonCode }) => reasonCode !== null);
  const heard = bad === -1 ? receipts : receipts.slice(0, bad + 1);
  return heard.map((receipt) => ({ type: 'ReceiptCame', messageId, ...receipt, cameAt: at }));
}

function handed({ references }: Handed): Handed {
  return references === undefined ? {} : { references };
}

function putOff(messageId: string, attempts: number, reasonCode: string, at: Date): CorrespondenceFact {
  if (attempts >= mostAttempts)
    return { type: 'MessageFailed', messageId, reasonCode: 'PUT_OFF_TOO_OFTEN', failedAt: at };
  const waitMs = backOffMs[attempts - 1] ?? longestBackOffMs;
  return { type: 'MessageDeferred', messageId, reasonCode, nextAttemptAt: new Date(at.getTime() + waitMs) };
}

export function findMessage(state: Correspondence, messageId: string): Message | undefined {
  return isWritten(state) ? state.messages.find((message) => message.messageId === messageId) : undefined;
}

/** The messages of a channel somebody must look at now, oldest first. */
export function dueMessages(state: Correspondence, channel: Channel, at: Date): readonly Message[] {
  return isWritten(state) ? state.messages.filter((message) => message.channel === channel && isDue(message, at)) : [];
}

function isDue(message: Message, at: Date): boolean {
  switch (message.status) {
    case 'QUEUED':
      return message.nextAttemptAt <= at;
    case 'CLAIMED':
      return message.leaseUntil <= at;
    case 'SENT':
    case 'DELIVERED':
    case 'FAILED':
    case 'UNKNOWN':
      return false;
  }
}
