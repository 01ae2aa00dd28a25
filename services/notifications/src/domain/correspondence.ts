/** Everything the platform writes to one dossier's applicant, or to whoever fills in one draft, and where to. */
import type { Aggregate } from '@motcua/service-kit/pure';
import { agendaOf, type Agenda } from './agenda.js';
import type { Appointment, AppointmentChange } from './appointment.js';
import type { Contact } from './contact.js';
import { evolveDead, type AddressFact, type DeadAddresses } from './dead-address.js';
import { evolveFee, feeOf, type FeeFact, type OwedFee } from './fee-reminder.js';
import { evolveMessage, queuedMessage, type Message, type MessageFact, type MessageProgress } from './message.js';
import type { Preferences } from './preferences.js';
import type { Values } from './render.js';
import type { NoticeName } from './templates.js';

/** Something to tell that came before it was known to whom. */
export interface Notice {
  readonly notice: NoticeName;
  readonly templateVersion: number;
  readonly values: Values;
  readonly appointment?: AppointmentChange;
}

export interface ToldDossier {
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly officeId: string;
  readonly applicantKey: string;
}

export type Correspondence =
  | { readonly status: 'NONE' }
  | {
      readonly status: 'AWAITING_CONTACT';
      readonly notices: readonly Notice[];
      /** The office that took the dossier over before its contact was known. */
      readonly officeId?: string;
      readonly fee?: OwedFee;
    }
  | ({ readonly status: 'OPEN' } & ToldDossier & Wishes & Writings)
  | ({ readonly status: 'DRAFT' } & RemindedDraft & Writings);

interface Writings extends Agenda {
  /** Null once it was erased; then nobody is written to any more. */
  readonly contact: Contact | null;
  readonly messages: readonly Message[];
  /** As it was told to the applicant's calendar last. */
  readonly appointment?: Appointment;
}

interface Wishes {
  /** As the applicant set them; the usual ones when absent. */
  readonly preferences?: Preferences;
  readonly dead?: DeadAddresses;
  readonly fee?: OwedFee;
}

interface RemindedDraft {
  readonly draftId: string;
  /** When the draft and the contact in it are gone; null once the contact is. */
  readonly forgetAt: Date | null;
}

export type OpenCorrespondence = Extract<Correspondence, { readonly status: 'OPEN' }>;
export type WrittenCorrespondence = Extract<Correspondence, Writings>;

export type CorrespondenceFact =
  | ({ readonly type: 'ContactLearned'; readonly contact: Contact } & ToldDossier)
  | {
      readonly type: 'DraftContactLearned';
      readonly draftId: string;
      readonly contact: Contact;
      readonly forgetAt: Date;
    }
  | { readonly type: 'ContactErased'; readonly erasedAt: Date }
  | { readonly type: 'OfficeChanged'; readonly officeId: string }
  | { readonly type: 'PreferencesSet'; readonly preferences: Preferences }
  | ({ readonly type: 'NoticeKept' } & Notice)
  | FeeFact
  | AddressFact
  | MessageFact;

const writing = [
  ...(['MessageQueued', 'MessageClaimed', 'MessageDeferred', 'MessageSent'] as const),
  ...(['MessageFailed', 'MessageLeftUnknown', 'ReceiptCame', 'ReceiptPutOff', 'ContactErased'] as const),
];

const fees = ['FeeFellDue', 'FeeReminded', 'FeeSettled', 'FeeDropped'] as const;

/** Which fact may follow in which state; a fact that is not listed would be a fault of ours. */
export const transitions: Readonly<Record<Correspondence['status'], readonly CorrespondenceFact['type'][]>> = {
  NONE: ['ContactLearned', 'NoticeKept', 'OfficeChanged', 'DraftContactLearned', ...fees],
  AWAITING_CONTACT: ['ContactLearned', 'NoticeKept', 'OfficeChanged', ...fees],
  OPEN: [...writing, ...fees, 'OfficeChanged', 'PreferencesSet', 'AddressDied', 'AddressRevived'],
  // Each reminder comes with the contact as it is by then.
  DRAFT: [...writing, 'DraftContactLearned'],
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
      return { status: 'OPEN', ...toldDossierOf(fact), contact: fact.contact, ...nothingWritten, ...keptFee(state) };
    case 'DraftContactLearned': {
      const { draftId, forgetAt, contact } = fact;
      return { ...(state.status === 'DRAFT' ? state : nothingWritten), status: 'DRAFT', draftId, forgetAt, contact };
    }
    case 'ContactErased':
      return withoutContact(state);
    case 'NoticeKept':
      return { ...awaiting(state), notices: [...waitingNotices(state), noticeOf(fact)] };
    case 'OfficeChanged':
      return { ...(state.status === 'OPEN' ? state : awaiting(state)), officeId: fact.officeId };
    case 'PreferencesSet':
      return state.status === 'OPEN' ? { ...state, preferences: fact.preferences } : state;
    case 'AddressDied':
    case 'AddressRevived':
      return state.status === 'OPEN' ? { ...state, dead: evolveDead(state.dead, fact) } : state;
    case 'FeeFellDue':
    case 'FeeReminded':
    case 'FeeSettled':
    case 'FeeDropped':
      return { ...(state.status === 'OPEN' ? state : awaiting(state)), fee: evolveFee(feeOf(state), fact) };
    case 'MessageQueued':
      return isWritten(state)
        ? withMessages(withAppointment(state, fact), [...state.messages, queuedMessage(fact)])
        : state;
    case 'MessageClaimed':
    case 'MessageDeferred':
    case 'MessageSent':
    case 'MessageFailed':
    case 'MessageLeftUnknown':
    case 'ReceiptCame':
    case 'ReceiptPutOff':
      return isWritten(state) ? withMessages(state, progressed(state.messages, fact)) : state;
  }
}

function keptFee(state: Correspondence): { readonly fee?: OwedFee } {
  const fee = feeOf(state);
  return fee === undefined ? {} : { fee };
}

const nothingWritten = { messages: [], ...agendaOf([]) };

/** There are messages, or there may be. */
export function isWritten(state: Correspondence): state is WrittenCorrespondence {
  return state.status === 'OPEN' || state.status === 'DRAFT';
}

function withoutContact(state: Correspondence): Correspondence {
  switch (state.status) {
    case 'NONE':
    case 'AWAITING_CONTACT':
      return state;
    case 'OPEN':
      return { ...state, contact: null };
    case 'DRAFT':
      return { ...state, contact: null, forgetAt: null };
  }
}

function awaiting(state: Correspondence): Extract<Correspondence, { readonly status: 'AWAITING_CONTACT' }> {
  return state.status === 'AWAITING_CONTACT' ? state : { status: 'AWAITING_CONTACT', notices: [] };
}

export function waitingNotices(state: Correspondence): readonly Notice[] {
  return state.status === 'AWAITING_CONTACT' ? state.notices : [];
}

function progressed(messages: readonly Message[], fact: MessageProgress): readonly Message[] {
  return messages.map((message) => (message.messageId === fact.messageId ? evolveMessage(message, fact) : message));
}

function withAppointment(state: WrittenCorrespondence, { appointment }: { readonly appointment?: Appointment }) {
  return appointment === undefined ? state : { ...state, appointment };
}

function withMessages(state: WrittenCorrespondence, messages: readonly Message[]): WrittenCorrespondence {
  return { ...state, messages, ...agendaOf(messages) };
}

export function toldDossierOf({ dossierId, dossierCode, officeId, applicantKey }: ToldDossier): ToldDossier {
  return { dossierId, dossierCode, officeId, applicantKey };
}

function noticeOf({ notice, templateVersion, values, appointment }: Notice): Notice {
  return { notice, templateVersion, values, ...(appointment === undefined ? {} : { appointment }) };
}
