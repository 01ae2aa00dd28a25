import {
  PaymentAttemptFailed,
  PaymentConcluded,
  PaymentDue,
  PaymentExpired,
  PaymentRefunded,
  PaymentSettled,
  PaymentUnderReview,
  type FeeItem,
} from '@motcua/event-contracts';
import { publish, type Published, type Recorded, type Stored } from '@motcua/service-kit';
import { isOwed, type OwedPayment, type Payment } from '../domain/payment.js';
import type { PaymentFact, PaymentFactOf, PaymentItem } from '../domain/payment-facts.js';

/** What others learn of a payment; references and amounts, nothing about whose money it is. */
export function published(
  fact: Recorded<PaymentFact>,
  { id, state }: Stored<Payment, PaymentFact>,
): readonly Published[] {
  const event = isOwed(state) ? eventOf(fact, state, id) : null;
  return event === null ? [] : [event];
}

function eventOf(fact: Recorded<PaymentFact>, payment: OwedPayment, paymentId: string): Published | null {
  const { dossierId, dossierCode, amountVnd } = payment;
  const about = { paymentId, dossierId, dossierCode, amountVnd };
  const to = { key: dossierId };
  switch (fact.type) {
    case 'PaymentFellDue':
    case 'FeesReassessed':
    case 'ExemptionGranted':
    case 'ReviewResolved':
      return isAskedFor(payment) ? publish(PaymentDue, { ...about, ...askedFor(payment, fact.occurredAt) }, to) : null;
    case 'PaymentSettled':
      return publish(PaymentSettled, { ...about, settledAt: fact.settledAt.toISOString(), method: fact.method }, to);
    case 'AttemptFailed':
      return publish(PaymentAttemptFailed, { ...about, ...failureOf(fact) }, to);
    case 'AttemptExpired':
      return publish(PaymentExpired, { ...about, ...expiryOf(fact) }, to);
    case 'AttemptPutUnderReview':
      return publish(PaymentUnderReview, { ...about, ...reviewOf(fact) }, to);
    case 'RefundPaid':
      return publish(PaymentRefunded, { ...about, ...refundOf(fact) }, to);
    case 'PaymentConcluded':
      return publish(PaymentConcluded, { ...about, amountVnd: fact.receivedVnd, ...endOf(fact) }, to);
    case 'FeesAssessed':
    case 'PostageAdded':
    case 'OfficeChanged':
    case 'AttemptStarted':
    case 'AttemptSucceeded':
    case 'CashTaken':
    case 'ClaimReduced':
    case 'ReceiptIssued':
    case 'RefundRequested':
    case 'RefundMovedToDesk':
    case 'DossierEnded':
      return null;
  }
}

type Told<Type extends PaymentFact['type']> = Recorded<PaymentFactOf<Type>>;

const failureOf = ({ attemptId, reasonCode, occurredAt }: Told<'AttemptFailed'>) => ({
  ...{ attemptId, reasonCode },
  failedAt: occurredAt.toISOString(),
});
const expiryOf = ({ attemptId, occurredAt }: Told<'AttemptExpired'>) => ({
  attemptId,
  expiredAt: occurredAt.toISOString(),
});
const reviewOf = ({ attemptId, reasonCode, since }: Told<'AttemptPutUnderReview'>) => ({
  ...{ attemptId, reasonCode },
  since: since.toISOString(),
});
const refundOf = ({ refundId, amountVnd, paidAt }: Told<'RefundPaid'>) => ({
  refundId,
  refundVnd: amountVnd,
  refundedAt: paidAt.toISOString(),
});
const endOf = ({ outcome, refundVnd, concludedAt }: Told<'PaymentConcluded'>) => ({
  ...{ outcome, refundVnd },
  concludedAt: concludedAt.toISOString(),
});

function isAskedFor({ status, balances }: OwedPayment): boolean {
  return status === 'DUE' && balances.RECEIVABLE > 0;
}

/** What is still owed, not what all of it came to: somebody may have paid a part. */
function askedFor({ balances, dueSince, items }: OwedPayment, at: Date) {
  return { amountVnd: balances.RECEIVABLE, dueSince: (dueSince ?? at).toISOString(), items: items.map(toFeeItem) };
}

function toFeeItem({ nameEn, ...item }: PaymentItem): FeeItem {
  return { ...item, ...(nameEn === null ? {} : { nameEn }) };
}
