import {
  PaymentAttemptFailed,
  PaymentDue,
  PaymentExpired,
  PaymentSettled,
  PaymentUnderReview,
  type FeeItem,
} from '@motcua/event-contracts';
import { publish, type Published, type Recorded, type Stored } from '@motcua/service-kit';
import { isOwed, type Payment, type PaymentFact, type PaymentItem } from '../domain/payment.js';

/** What others learn of a payment; references and amounts, nothing about whose money it is. */
export function published(
  fact: Recorded<PaymentFact>,
  { id, state }: Stored<Payment, PaymentFact>,
): readonly Published[] {
  if (!isOwed(state)) return [];
  const { dossierId, dossierCode, amountVnd } = state;
  const about = { paymentId: id, dossierId, dossierCode, amountVnd };
  const to = { key: dossierId };
  switch (fact.type) {
    case 'FeesAssessed':
    case 'PostageAdded':
    case 'AttemptStarted':
    case 'AttemptSucceeded':
      return [];
    case 'PaymentFellDue':
      return [
        publish(PaymentDue, { ...about, dueSince: fact.dueSince.toISOString(), items: fact.items.map(toFeeItem) }, to),
      ];
    case 'PaymentSettled':
      return [publish(PaymentSettled, { ...about, settledAt: fact.settledAt.toISOString(), method: fact.method }, to)];
    case 'AttemptFailed': {
      const { attemptId, reasonCode } = fact;
      return [
        publish(PaymentAttemptFailed, { ...about, attemptId, reasonCode, failedAt: fact.occurredAt.toISOString() }, to),
      ];
    }
    case 'AttemptExpired':
      return [
        publish(PaymentExpired, { ...about, attemptId: fact.attemptId, expiredAt: fact.occurredAt.toISOString() }, to),
      ];
    case 'AttemptPutUnderReview': {
      const { attemptId, reasonCode } = fact;
      return [publish(PaymentUnderReview, { ...about, attemptId, reasonCode, since: fact.since.toISOString() }, to)];
    }
  }
}

function toFeeItem({ nameEn, ...item }: PaymentItem): FeeItem {
  return { ...item, ...(nameEn === null ? {} : { nameEn }) };
}
