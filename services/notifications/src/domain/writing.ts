/** From something to tell to messages in the queue: which channels, under which ids. */
import { changedAppointment, type Appointment } from './appointment.js';
import type { Contact } from './contact.js';
import type { CorrespondenceFact, Notice, ToldDossier } from './correspondence.js';
import { isUrgent, reasonWhenDead, type DeadAddresses } from './dead-address.js';
import type { Message } from './message.js';
import type { Preferences } from './preferences.js';
import type { Values } from './render.js';
import { channels, type Channel, type NoticeName } from './templates.js';

/** Whoever is written to: under which ids, what every text may say, and where to. */
export interface Addressee {
  readonly messagePrefix: string;
  readonly values: Values;
  readonly contact: Contact | null;
  readonly preferences?: Preferences;
  readonly dead?: DeadAddresses;
}
export interface ToldBefore {
  readonly messages: readonly Pick<Message, 'notice' | 'number'>[];
  readonly appointment?: Appointment;
}

/** For a while only, and on one channel. */
export interface ShortLived {
  readonly channel: Channel;
  readonly encryptedSecret: string;
  readonly usefulUntil: Date;
}

type Applicant = Pick<ToldDossier, 'dossierId' | 'dossierCode'> & Omit<Addressee, 'messagePrefix' | 'values'>;

export function applicantOf({ dossierId, dossierCode, contact, preferences, dead }: Applicant): Addressee {
  return {
    ...{ messagePrefix: dossierId.replace(/^dos_/, 'msg_'), values: { code: dossierCode }, contact },
    ...(preferences === undefined ? {} : { preferences }),
    ...(dead === undefined ? {} : { dead }),
  };
}

/** Each notice by every channel the addressee has, in the order in which they happened. */
export function tell(
  to: Addressee,
  notices: readonly Notice[],
  before: ToldBefore,
  at: Date,
): readonly CorrespondenceFact[] {
  const [notice, ...rest] = notices;
  if (notice === undefined) return [];
  const told = { notice: notice.notice, number: nextNumber(before, notice.notice) };
  const appointment = changedAppointment(before.appointment, notice.appointment);
  const entry = appointment === undefined ? {} : { appointment };
  const { templateVersion, values } = notice;
  const facts = channelsFor(to).flatMap((channel) =>
    write(to, { ...told, templateVersion, values, channel, at, ...entry }),
  );
  return [...facts, ...tell(to, rest, { ...before, messages: [...before.messages, told], ...entry }, at)];
}

/** Where a letter comes first, a text goes only when no letter can. */
function channelsFor({ contact, preferences, dead }: Addressee): readonly Channel[] {
  const isLetterEnough =
    preferences?.channelOrder[0] === 'EMAIL' && contact?.reach.EMAIL === 'REACHABLE' && dead?.EMAIL === undefined;
  return isLetterEnough ? ['EMAIL'] : channels;
}

export function nextNumber({ messages }: ToldBefore, name: NoticeName): number {
  return 1 + Math.max(0, ...messages.filter(({ notice }) => notice === name).map(({ number }) => number));
}

export interface Writing extends Omit<Notice, 'appointment'>, Partial<Omit<ShortLived, 'channel'>> {
  readonly number: number;
  readonly channel: Channel;
  readonly at: Date;
  /** Goes with a letter only. */
  readonly appointment?: Appointment;
  /** The desk wants it sent, whatever is known of the address. */
  readonly isInsisted?: boolean;
}

/** A channel nobody gave us is left out; one that cannot work is noted as failed, so that the desk sees it. */
export function write(
  { messagePrefix, values: always, contact, dead }: Addressee,
  { notice, templateVersion, values, number, channel, at, appointment, isInsisted = false, ...shortLived }: Writing,
): readonly CorrespondenceFact[] {
  const reach = contact?.reach[channel] ?? 'ABSENT';
  if (reach === 'ABSENT') return [];
  const messageId = `${messagePrefix}.${notice}.${number}.${channel}`;
  const queued: CorrespondenceFact = {
    type: 'MessageQueued',
    ...{ messageId, notice, number, templateVersion, channel },
    values: { ...always, ...values },
    queuedAt: at,
    ...(appointment !== undefined && channel === 'EMAIL' ? { appointment } : {}),
    ...shortLived,
  };
  if (reach !== 'REACHABLE') return [queued, { type: 'MessageFailed', messageId, reasonCode: reach, failedAt: at }];
  if (dead?.[channel] === undefined || isInsisted || isUrgent(shortLived)) return [queued];
  return [queued, { type: 'MessageFailed', messageId, reasonCode: reasonWhenDead[channel], failedAt: at }];
}
