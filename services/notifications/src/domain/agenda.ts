/** What is still to be done or to be heard about the messages of a correspondence; what the senders look for. */
import { nextActionOf, type Message } from './message.js';
import { awaitsOf } from './receipt.js';
import type { Channel } from './templates.js';

export interface Agenda {
  /** When the next message of a channel is due. */
  readonly nextActionAt: Readonly<Record<Channel, Date | null>>;
  /** Parts of texts that receipts may come for. */
  readonly references: readonly string[];
  /** When the provider is asked about parts whose receipts did not come. */
  readonly askAt: Date | null;
}

export function agendaOf(messages: readonly Message[]): Agenda {
  const awaited = messages.flatMap((message) => awaitsOf(message) ?? []);
  return {
    nextActionAt: { SMS: nextAction(messages, 'SMS'), EMAIL: nextAction(messages, 'EMAIL') },
    references: awaited.flatMap(({ references }) => references),
    askAt: earliest(awaited.flatMap(({ askAt }) => askAt ?? [])),
  };
}

function nextAction(messages: readonly Message[], channel: Channel): Date | null {
  const ofChannel = messages.filter((message) => message.channel === channel);
  return earliest(ofChannel.flatMap((message) => nextActionOf(message) ?? []));
}

export function earliest(times: readonly Date[]): Date | null {
  return times.reduce<Date | null>((first, time) => (first === null || time < first ? time : first), null);
}
