/** When somebody is written to: each notice once, by text and by letter, as soon as it is known where. */
import { Refusal } from '@motcua/service-kit/pure';
import type { Contact } from './contact.js';
import {
  isWritten,
  waitingNotices,
  type Correspondence,
  type CorrespondenceFact,
  type Notice,
  type ToldDossier,
} from './correspondence.js';
import type { Message } from './message.js';
import type { Values } from './render.js';
import { channels, type Channel, type NoticeName } from './templates.js';

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
  return [{ type: 'ContactLearned', ...dossier, contact }, ...tell(applicantOf(dossier, contact), notices, [], at)];
}

/** One more thing to tell; kept until the contact is known. */
export function giveNotice(state: Correspondence, notice: Notice, at: Date): readonly CorrespondenceFact[] {
  switch (state.status) {
    case 'NONE':
    case 'AWAITING_CONTACT':
      return [{ type: 'NoticeKept', ...notice }];
    case 'OPEN':
      return tell(applicantOf(state, state.contact), [notice], state.messages, at);
    case 'DRAFT':
      throw new Error('a notice about a dossier came to a draft');
  }
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

/** For a while only, and on one channel: nothing when the contact has no such channel, or none is known. */
export interface ShortLived {
  readonly channel: Channel;
  readonly encryptedSecret: string;
  readonly usefulUntil: Date;
}

export function tellForAWhile(
  state: Correspondence,
  notice: Notice,
  { channel, ...shortLived }: ShortLived,
  at: Date,
): readonly CorrespondenceFact[] {
  if (state.status !== 'OPEN') return [];
  const told = { ...notice, number: nextNumber(state.messages, notice.notice), ...shortLived };
  return write(applicantOf(state, state.contact), { ...told, channel, at });
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
  const before = isWritten(state) ? state.messages : [];
  const told = { ...notice, number: nextNumber(before, notice.notice), at };
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

/** Whoever is written to: under which ids, what every text may say, and where to. */
interface Addressee {
  readonly messagePrefix: string;
  readonly values: Values;
  readonly contact: Contact | null;
}
type Told = Pick<Message, 'notice' | 'number'>;

function applicantOf({ dossierId, dossierCode }: ToldDossier, contact: Contact | null): Addressee {
  return { messagePrefix: dossierId.replace(/^dos_/, 'msg_'), values: { code: dossierCode }, contact };
}

function tell(
  to: Addressee,
  notices: readonly Notice[],
  toldBefore: readonly Told[],
  at: Date,
): readonly CorrespondenceFact[] {
  const [notice, ...rest] = notices;
  if (notice === undefined) return [];
  const told = { notice: notice.notice, number: nextNumber(toldBefore, notice.notice) };
  const facts = channels.flatMap((channel) => write(to, { ...notice, ...told, channel, at }));
  return [...facts, ...tell(to, rest, [...toldBefore, told], at)];
}

function nextNumber(told: readonly Told[], name: NoticeName): number {
  return 1 + Math.max(0, ...told.filter(({ notice }) => notice === name).map(({ number }) => number));
}

type Writing = Notice & { readonly number: number; readonly channel: Channel; readonly at: Date } & Partial<
    Omit<ShortLived, 'channel'>
  >;

/** A channel nobody gave us is left out; one that cannot work is noted as failed, so that the desk sees it. */
function write(
  { messagePrefix, values: always, contact }: Addressee,
  { notice, templateVersion, values, number, channel, at, ...shortLived }: Writing,
): readonly CorrespondenceFact[] {
  const reach = contact?.reach[channel] ?? 'ABSENT';
  if (reach === 'ABSENT') return [];
  const messageId = `${messagePrefix}.${notice}.${number}.${channel}`;
  const queued: CorrespondenceFact = {
    type: 'MessageQueued',
    ...{ messageId, notice, number, templateVersion, channel },
    values: { ...always, ...values },
    queuedAt: at,
    ...shortLived,
  };
  if (reach === 'REACHABLE') return [queued];
  return [queued, { type: 'MessageFailed', messageId, reasonCode: reach, failedAt: at }];
}
