/** When somebody is written to: each notice once, by text and by letter, as soon as it is known where. */
import { Refusal } from '@motcua/service-kit/pure';
import type { Contact } from './contact.js';
import {
  isWritten,
  waitingNotices,
  type Correspondence,
  type CorrespondenceFact,
  type Notice,
  type OpenCorrespondence,
  type ToldDossier,
} from './correspondence.js';
import { feeToRemindOf } from './fee-reminder.js';
import { demandRightPreferences, type Preferences } from './preferences.js';
import { findMessage } from './sending.js';
import { applicantOf, nextNumber, tell, write, type ShortLived } from './writing.js';

export interface Opening extends ToldDossier {
  readonly contact: Contact;
  /** That the dossier arrived: the first thing to tell. */
  readonly welcome: Notice;
}

/** The contact of a submitted dossier; what waited for it is told now, in the order in which it happened. */
export function learnContact(
  state: Correspondence,
  { contact, welcome, ...submitted }: Opening,
  at: Date,
): readonly CorrespondenceFact[] {
  if (isWritten(state)) throw new Refusal('CONTACT_ALREADY_KNOWN', 'The contact of this dossier is known.');
  const takenOver = state.status === 'AWAITING_CONTACT' ? state.officeId : undefined;
  const dossier = { ...submitted, officeId: takenOver ?? submitted.officeId };
  const notices = [welcome, ...waitingNotices(state)];
  return [
    { type: 'ContactLearned', ...dossier, contact },
    ...tell(applicantOf({ ...dossier, contact }), notices, { messages: [] }, at),
  ];
}

/** One more thing to tell; kept until the contact is known. */
export function giveNotice(state: Correspondence, notice: Notice, at: Date): readonly CorrespondenceFact[] {
  switch (state.status) {
    case 'NONE':
    case 'AWAITING_CONTACT':
      return [{ type: 'NoticeKept', ...notice }];
    case 'OPEN':
      return tell(applicantOf(state), [notice], state, at);
    case 'DRAFT':
      throw new Error('a notice about a dossier came to a draft');
  }
}

/** The reminder that money is still owed, if it is; `templateVersion` of the notice `payment-reminder`. */
export function remindOfFee(state: Correspondence, templateVersion: number, at: Date): readonly CorrespondenceFact[] {
  const owed = feeToRemindOf(state, at);
  if (owed === null) return [];
  const values = { amountVnd: String(owed.amountVnd) };
  return [owed.fact, ...giveNotice(state, { notice: 'payment-reminder', templateVersion, values }, at)];
}

/** Refused: CONTACT_ERASED, PREFERENCES_WRONG. */
export function setPreferences(state: OpenCorrespondence, preferences: Preferences): readonly CorrespondenceFact[] {
  if (state.contact === null) throw new Refusal('CONTACT_ERASED', 'The contact was erased.');
  demandRightPreferences(preferences);
  return [{ type: 'PreferencesSet', preferences }];
}

/** Nothing for a draft: it is no office's. */
export function changeOffice(state: Correspondence, officeId: string): readonly CorrespondenceFact[] {
  switch (state.status) {
    case 'NONE':
    case 'AWAITING_CONTACT':
    case 'OPEN':
      return [{ type: 'OfficeChanged', officeId }];
    case 'DRAFT':
      return [];
  }
}

/** Nothing when the contact has no such channel, or none is known. */
export function tellForAWhile(
  state: Correspondence,
  notice: Notice,
  { channel, ...shortLived }: ShortLived,
  at: Date,
): readonly CorrespondenceFact[] {
  if (state.status !== 'OPEN') return [];
  const told = { ...wordsOf(notice), number: nextNumber(state, notice.notice), ...shortLived };
  return write(applicantOf(state), { ...told, channel, at });
}

export interface Reminder {
  readonly draftId: string;
  readonly contact: Contact;
  readonly forgetAt: Date;
  readonly notice: Notice;
  /** The link in the letter. */
  readonly encryptedSecret: string | null;
}

/** A draft will be erased: its contact is learned, as it is by now, and told. */
export function remindOfDraft(
  state: Correspondence,
  { draftId, contact, forgetAt, notice, encryptedSecret }: Reminder,
  at: Date,
): readonly CorrespondenceFact[] {
  const before = isWritten(state) ? state : { messages: [] };
  const told = { ...wordsOf(notice), number: nextNumber(before, notice.notice), at };
  const to = { messagePrefix: draftId.replace(/^drf_/, 'msg_'), values: {}, contact };
  return [
    { type: 'DraftContactLearned', draftId, contact, forgetAt },
    ...write(to, { ...told, channel: 'SMS' }),
    // A letter says where to go on; without the link it would say nothing that the text does not.
    ...(encryptedSecret === null ? [] : write(to, { ...told, channel: 'EMAIL', encryptedSecret })),
  ];
}

/** The contact is gone: what was sent stays as a fact, what waits is never sent. Nothing where none was known. */
export function eraseContact(state: Correspondence, at: Date): readonly CorrespondenceFact[] {
  if (!isWritten(state) || state.contact === null) return [];
  const waiting = state.messages.filter(({ status }) => status === 'QUEUED');
  return [
    { type: 'ContactErased', erasedAt: at },
    ...waiting.map(({ messageId }) => {
      return { type: 'MessageFailed', messageId, reasonCode: 'CONTACT_ERASED', failedAt: at } as const;
    }),
  ];
}

/**
 * The desk sends a message once more, as a message of its own with the same words. Refused: MESSAGE_NOT_FOUND,
 * MESSAGE_STILL_UNDER_WAY, MESSAGE_NOT_RESENDABLE (it held a code), CONTACT_ERASED, ADDRESS_UNUSABLE.
 */
export function resendMessage(state: Correspondence, messageId: string, at: Date): readonly CorrespondenceFact[] {
  const message = findMessage(state, messageId);
  if (message === undefined || state.status !== 'OPEN') {
    throw new Refusal('MESSAGE_NOT_FOUND', 'There is no such message.');
  }
  const { status, notice, channel, templateVersion, values, encryptedSecret, appointment } = message;
  if (status === 'QUEUED' || status === 'CLAIMED') {
    throw new Refusal('MESSAGE_STILL_UNDER_WAY', 'The message is being sent.');
  }
  if (encryptedSecret !== undefined) {
    throw new Refusal('MESSAGE_NOT_RESENDABLE', 'A one-time code is asked for anew, not sent again.');
  }
  if (state.contact === null) throw new Refusal('CONTACT_ERASED', 'The contact was erased.');
  const reasonCode = state.contact.reach[channel];
  if (reasonCode !== 'REACHABLE') {
    throw new Refusal('ADDRESS_UNUSABLE', 'No message can go to this address.', { reasonCode });
  }
  const number = nextNumber(state, notice);
  const again = { notice, number, channel, templateVersion, values, at, isInsisted: true };
  return write(applicantOf(state), { ...again, ...(appointment === undefined ? {} : { appointment }) });
}

function wordsOf({ notice, templateVersion, values }: Notice): Omit<Notice, 'appointment'> {
  return { notice, templateVersion, values };
}
