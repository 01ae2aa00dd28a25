import { MessageFailed, MessageSent } from '@motcua/event-contracts';
import { publish, type Published, type Recorded, type Stored } from '@motcua/service-kit';
import type { Correspondence, CorrespondenceFact } from '../domain/correspondence.js';
import { findMessage } from '../domain/sending.js';

/** What others learn of letters and texts: that they went out or will not, never where to or in which words. */
export function published(
  fact: Recorded<CorrespondenceFact>,
  { state }: Stored<Correspondence, CorrespondenceFact>,
): readonly Published[] {
  switch (fact.type) {
    case 'ContactLearned':
    case 'DraftContactLearned':
    case 'ContactErased':
    case 'OfficeChanged':
    case 'PreferencesSet':
    case 'AddressDied':
    case 'AddressRevived':
    case 'FeeFellDue':
    case 'FeeReminded':
    case 'FeeSettled':
    case 'FeeDropped':
    case 'NoticeKept':
    case 'MessageQueued':
    case 'MessageClaimed':
    case 'MessageDeferred':
    case 'MessageLeftUnknown':
    case 'ReceiptPutOff':
      return [];
    case 'MessageSent':
      return addressed(state, fact.messageId).map(({ about, to }) =>
        publish(MessageSent, { ...about, sentAt: fact.sentAt.toISOString() }, to),
      );
    case 'MessageFailed':
      return failed(state, fact.messageId, fact.reasonCode, fact.failedAt);
    case 'ReceiptCame':
      return fact.reasonCode === null ? [] : failed(state, fact.messageId, fact.reasonCode, fact.cameAt);
  }
}

function failed(state: Correspondence, messageId: string, reasonCode: string, at: Date): readonly Published[] {
  return addressed(state, messageId).map(({ about, to }) =>
    publish(MessageFailed, { ...about, failedAt: at.toISOString(), reasonCode }, to),
  );
}

/** Nothing for a reminder of a draft: it concerns no dossier. */
function addressed(state: Correspondence, messageId: string) {
  const message = findMessage(state, messageId);
  if (message === undefined) throw new Error('a fact about a message that is not there');
  if (state.status !== 'OPEN') return [];
  const about = { messageId, dossierId: state.dossierId, template: message.notice, channel: message.channel };
  return [{ about, to: { key: state.dossierId } }];
}
