/** When somebody is written to: each notice once, by text and by letter, as soon as it is known where. */
import { Refusal } from '@motcua/service-kit/pure';
import type { Contact } from './contact.js';
import {
  waitingNotices,
  type Correspondence,
  type CorrespondenceFact,
  type Notice,
  type ToldDossier,
} from './correspondence.js';
import type { Message } from './message.js';
import { channels, type Channel, type NoticeName } from './templates.js';

export interface Opening extends ToldDossier {
  readonly contact: Contact;
  /** That the dossier arrived: the first thing to tell. */
  readonly welcome: Notice;
}

/** The contact of a submitted dossier; what waited for it is told now, in the order in which it happened. */
export function learnContact(
  state: Correspondence,
  { contact, welcome, ...dossier }: Opening,
  at: Date,
): readonly CorrespondenceFact[] {
  if (state.status === 'OPEN') throw new Refusal('CONTACT_ALREADY_KNOWN', 'The contact of this dossier is known.');
  const notices = [welcome, ...waitingNotices(state)];
  return [{ type: 'ContactLearned', ...dossier, contact }, ...tell({ ...dossier, contact }, notices, [], at)];
}

/** One more thing to tell; kept until the contact is known. */
export function giveNotice(state: Correspondence, notice: Notice, at: Date): readonly CorrespondenceFact[] {
  switch (state.status) {
    case 'NONE':
    case 'AWAITING_CONTACT':
      return [{ type: 'NoticeKept', ...notice }];
    case 'OPEN':
      return tell(state, [notice], state.messages, at);
  }
}

type Addressee = ToldDossier & { readonly contact: Contact };
type Told = Pick<Message, 'notice' | 'number'>;

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

type Writing = Notice & { readonly number: number; readonly channel: Channel; readonly at: Date };

/** A channel nobody gave us is left out; one that cannot work is noted as failed, so that the desk sees it. */
function write(
  { dossierId, dossierCode, contact }: Addressee,
  { notice, templateVersion, values, number, channel, at }: Writing,
): readonly CorrespondenceFact[] {
  const reach = contact.reach[channel];
  if (reach === 'ABSENT') return [];
  const messageId = `${dossierId.replace(/^dos_/, 'msg_')}.${notice}.${number}.${channel}`;
  const queued: CorrespondenceFact = {
    type: 'MessageQueued',
    ...{ messageId, notice, number, templateVersion, channel },
    values: { code: dossierCode, ...values },
    queuedAt: at,
  };
  if (reach === 'REACHABLE') return [queued];
  return [queued, { type: 'MessageFailed', messageId, reasonCode: reach, failedAt: at }];
}
