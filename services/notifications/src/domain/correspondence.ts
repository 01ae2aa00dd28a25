/** Everything the platform writes to one dossier's applicant, and where to. */
import type { Aggregate } from '@motcua/service-kit/pure';
import type { Contact } from './contact.js';
import {
  evolveMessage,
  nextActionOf,
  queuedMessage,
  type Message,
  type MessageFact,
  type MessageProgress,
} from './message.js';
import type { Values } from './render.js';
import type { Channel, NoticeName } from './templates.js';

/** Something to tell that came before it was known to whom. */
export interface Notice {
  readonly notice: NoticeName;
  readonly templateVersion: number;
  readonly values: Values;
}

export interface ToldDossier {
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly officeId: string;
  readonly applicantKey: string;
}

export type Correspondence =
  | { readonly status: 'NONE' }
  | { readonly status: 'AWAITING_CONTACT'; readonly notices: readonly Notice[] }
  | ({
      readonly status: 'OPEN';
      readonly contact: Contact;
      readonly messages: readonly Message[];
      /** When the next message of a channel is due; what the senders look for. */
      readonly nextActionAt: Readonly<Record<Channel, Date | null>>;
    } & ToldDossier);

export type OpenCorrespondence = Extract<Correspondence, { readonly status: 'OPEN' }>;

export type CorrespondenceFact =
  | ({ readonly type: 'ContactLearned'; readonly contact: Contact } & ToldDossier)
  | ({ readonly type: 'NoticeKept' } & Notice)
  | MessageFact;

/** Which fact may follow in which state; a fact that is not listed would be a fault of ours. */
export const transitions: Readonly<Record<Correspondence['status'], readonly CorrespondenceFact['type'][]>> = {
  NONE: ['ContactLearned', 'NoticeKept'],
  AWAITING_CONTACT: ['ContactLearned', 'NoticeKept'],
  OPEN: [
    ...(['MessageQueued', 'MessageClaimed', 'MessageDeferred', 'MessageSent'] as const),
    ...(['MessageFailed', 'MessageLeftUnknown'] as const),
  ],
};

export const correspondenceAggregate: Aggregate<Correspondence, CorrespondenceFact> = {
  name: 'correspondences',
  initial: { status: 'NONE' },
  evolve,
};

function evolve(state: Correspondence, fact: CorrespondenceFact): Correspondence {
  if (!transitions[state.status].includes(fact.type))
    throw new Error(`${fact.type} cannot follow in state ${state.status}`);
  switch (fact.type) {
    case 'ContactLearned':
      return {
        status: 'OPEN',
        ...toldDossierOf(fact),
        contact: fact.contact,
        messages: [],
        nextActionAt: { SMS: null, EMAIL: null },
      };
    case 'NoticeKept':
      return { status: 'AWAITING_CONTACT', notices: [...waitingNotices(state), noticeOf(fact)] };
    case 'MessageQueued':
      return state.status === 'OPEN' ? withMessages(state, [...state.messages, queuedMessage(fact)]) : state;
    case 'MessageClaimed':
    case 'MessageDeferred':
    case 'MessageSent':
    case 'MessageFailed':
    case 'MessageLeftUnknown':
      return state.status === 'OPEN' ? withMessages(state, progressed(state.messages, fact)) : state;
  }
}

export function waitingNotices(state: Correspondence): readonly Notice[] {
  return state.status === 'AWAITING_CONTACT' ? state.notices : [];
}

function progressed(messages: readonly Message[], fact: MessageProgress): readonly Message[] {
  return messages.map((message) => (message.messageId === fact.messageId ? evolveMessage(message, fact) : message));
}

function withMessages(state: OpenCorrespondence, messages: readonly Message[]): OpenCorrespondence {
  return { ...state, messages, nextActionAt: { SMS: earliest(messages, 'SMS'), EMAIL: earliest(messages, 'EMAIL') } };
}

function earliest(messages: readonly Message[], channel: Channel): Date | null {
  const times = messages
    .filter((message) => message.channel === channel)
    .flatMap((message) => nextActionOf(message) ?? []);
  return times.reduce<Date | null>((first, time) => (first === null || time < first ? time : first), null);
}

export function toldDossierOf({ dossierId, dossierCode, officeId, applicantKey }: ToldDossier): ToldDossier {
  return { dossierId, dossierCode, officeId, applicantKey };
}

function noticeOf({ notice, templateVersion, values }: Notice): Notice {
  return { notice, templateVersion, values };
}
