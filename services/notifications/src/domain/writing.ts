/** From something to tell to messages in the queue: which channels, under which ids. */
import type { Contact } from './contact.js';
import type { CorrespondenceFact, Notice, ToldDossier } from './correspondence.js';
import type { Message } from './message.js';
import type { Values } from './render.js';
import { channels, type Channel, type NoticeName } from './templates.js';

/** Whoever is written to: under which ids, what every text may say, and where to. */
export interface Addressee {
  readonly messagePrefix: string;
  readonly values: Values;
  readonly contact: Contact | null;
}
export type Told = Pick<Message, 'notice' | 'number'>;

/** For a while only, and on one channel. */
export interface ShortLived {
  readonly channel: Channel;
  readonly encryptedSecret: string;
  readonly usefulUntil: Date;
}

export function applicantOf({ dossierId, dossierCode }: ToldDossier, contact: Contact | null): Addressee {
  return { messagePrefix: dossierId.replace(/^dos_/, 'msg_'), values: { code: dossierCode }, contact };
}

/** Each notice by every channel the addressee has, in the order in which they happened. */
export function tell(
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

export function nextNumber(told: readonly Told[], name: NoticeName): number {
  return 1 + Math.max(0, ...told.filter(({ notice }) => notice === name).map(({ number }) => number));
}

export type Writing = Notice & { readonly number: number; readonly channel: Channel; readonly at: Date } & Partial<
    Omit<ShortLived, 'channel'>
  >;

/** A channel nobody gave us is left out; one that cannot work is noted as failed, so that the desk sees it. */
export function write(
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
