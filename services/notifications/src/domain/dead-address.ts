/** An address that nothing reaches any more: no further message goes there by itself, and the desk is told to ask for another. */
import type { Contact, Reach } from './contact.js';
import type { Correspondence, CorrespondenceFact, OpenCorrespondence } from './correspondence.js';
import type { Message } from './message.js';
import { applicantOf, write } from './writing.js';
import { channels, type Channel } from './templates.js';

export interface DeadAddress {
  readonly reasonCode: string;
  readonly since: Date;
}
export type DeadAddresses = Readonly<Partial<Record<Channel, DeadAddress>>>;

export type AddressFact =
  | { readonly type: 'AddressDied'; readonly channel: Channel; readonly reasonCode: string; readonly diedAt: Date }
  | { readonly type: 'AddressRevived'; readonly channel: Channel };

export function evolveDead(dead: DeadAddresses | undefined, fact: AddressFact): DeadAddresses {
  const others = Object.entries(dead ?? {}).filter(([channel]) => channel !== fact.channel);
  switch (fact.type) {
    case 'AddressDied':
      return { ...dead, [fact.channel]: { reasonCode: fact.reasonCode, since: fact.diedAt } };
    case 'AddressRevived':
      return Object.fromEntries(others);
  }
}

/** One such answer is enough. */
const deadly: readonly string[] = ['ADDRESS_REFUSED', 'PHONE_REFUSED'];
/** A phone may be off once: so many in a row, and nobody is there. */
const missedInARow = 2;
const isMissed = (reasonCode: string) => reasonCode.startsWith('TEXT_');

export const reasonWhenDead: Readonly<Record<Channel, string>> = { SMS: 'PHONE_DEAD', EMAIL: 'EMAIL_DEAD' };

/** What follows from the failure of a message: its address may be dead, and where letters come first a text may take its place. */
export function afterFailure(
  state: Correspondence,
  message: Message,
  reasonCode: string,
  at: Date,
): readonly CorrespondenceFact[] {
  if (state.status !== 'OPEN') return [];
  const { channel } = message;
  if (!isDeath(state, message, reasonCode)) return insteadOf(state, [message], at);
  const waiting = state.messages.filter(
    (one) =>
      one.status === 'QUEUED' && one.channel === channel && one.messageId !== message.messageId && !isUrgent(one),
  );
  return [
    { type: 'AddressDied', channel, reasonCode, diedAt: at },
    ...waiting.map(({ messageId }) => {
      return { type: 'MessageFailed', messageId, reasonCode: reasonWhenDead[channel], failedAt: at } as const;
    }),
    ...insteadOf(state, [message, ...waiting], at),
  ];
}

/** Something arrived: whoever said that nobody is there was wrong. */
export function afterArrival(state: Correspondence, { channel }: Message): readonly CorrespondenceFact[] {
  return state.status === 'OPEN' && state.dead?.[channel] !== undefined ? [{ type: 'AddressRevived', channel }] : [];
}

/** Asked for just now by whoever waits for it. */
export function isUrgent({ usefulUntil }: { readonly usefulUntil?: Date }): boolean {
  return usefulUntil !== undefined;
}

export interface ContactProblem {
  readonly channel: Channel;
  readonly reasonCode: Exclude<Reach, 'REACHABLE'> | 'PHONE_DEAD' | 'EMAIL_DEAD' | 'CONTACT_ERASED';
  readonly since: Date | null;
}

/** Why the applicant cannot be reached by a channel; that one was not given is a problem only when neither works. */
export function contactProblems({ contact, dead }: OpenCorrespondence): readonly ContactProblem[] {
  if (contact === null) return channels.map((channel) => ({ channel, reasonCode: 'CONTACT_ERASED', since: null }));
  const problems = channels.flatMap((channel) => problemWith(contact, dead, channel));
  const isReached = problems.length < channels.length;
  return problems.filter(({ reasonCode }) => reasonCode !== 'ABSENT' || !isReached);
}

function problemWith(contact: Contact, dead: DeadAddresses | undefined, channel: Channel): readonly ContactProblem[] {
  const reach = contact.reach[channel];
  if (reach !== 'REACHABLE') return [{ channel, reasonCode: reach, since: null }];
  const died = dead?.[channel];
  const reasonCode = channel === 'SMS' ? 'PHONE_DEAD' : 'EMAIL_DEAD';
  return died === undefined ? [] : [{ channel, reasonCode, since: died.since }];
}

function isDeath(state: OpenCorrespondence, message: Message, reasonCode: string): boolean {
  if (state.dead?.[message.channel] !== undefined) return false;
  if (deadly.includes(reasonCode)) return true;
  if (!isMissed(reasonCode)) return false;
  const before = state.messages.filter(
    (one) => one.channel === 'SMS' && one.messageId !== message.messageId && isAnswered(one),
  );
  const last = before.slice(1 - missedInARow);
  return last.length === missedInARow - 1 && last.every((one) => one.status === 'FAILED');
}

/** By the network, not by us. */
function isAnswered(message: Message): boolean {
  return message.status === 'DELIVERED' || (message.status === 'FAILED' && isMissed(message.reasonCode));
}

function insteadOf(state: OpenCorrespondence, letters: readonly Message[], at: Date): readonly CorrespondenceFact[] {
  if (state.preferences?.channelOrder[0] !== 'EMAIL') return [];
  const replaced = letters.filter(
    ({ channel, notice, number, encryptedSecret }) =>
      channel === 'EMAIL' && encryptedSecret === undefined && !isTold(state, notice, number),
  );
  return replaced.flatMap(({ notice, number, templateVersion, values }) =>
    write(applicantOf(state), { notice, number, templateVersion, values, channel: 'SMS', at }),
  );
}

function isTold({ messages }: OpenCorrespondence, notice: string, number: number): boolean {
  return messages.some((one) => one.channel === 'SMS' && one.notice === notice && one.number === number);
}
