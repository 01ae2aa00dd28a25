/** How a payment that is owed, settled or given back goes on from fact to fact. */
import { isOpenBy, isUnderReview, nextAttempts, type Attempt, type AttemptMethod } from './attempt.js';
import { addEntries } from './ledger.js';
import { exemptionOf } from './exemption.js';
import type { Owed, OwedPayment, Payment } from './payment.js';
import type { PaymentFact, PaymentFactOf } from './payment-facts.js';
import { receiptOf, withoutReceipt } from './receipt.js';
import { nextRefunds, type Refund } from './refund.js';
import { nextTakings } from './taking.js';

/** The books first, as every fact with entries keeps them; then the state the payment is in. */
export function evolveOwed(payment: OwedPayment, fact: PaymentFact): Payment {
  const balances = 'entries' in fact ? addEntries(payment.balances, fact.entries) : payment.balances;
  const takings = nextTakings(payment, fact);
  const parts = nextParts(payment, fact);
  const receiptSince = withoutReceipt(takings, parts.receipts)[0]?.receivedAt ?? null;
  return nextStatus({ ...parts, balances, takings, receiptSince, handleSince: handleSince(parts) }, fact);
}

/** Attempts, refunds and what is owed for. */
function nextParts(payment: OwedPayment, fact: PaymentFact): OwedPayment {
  switch (fact.type) {
    case 'AttemptStarted':
    case 'AttemptSucceeded':
    case 'AttemptFailed':
    case 'AttemptExpired':
    case 'AttemptPutUnderReview':
    case 'ReviewResolved': {
      const attempts = nextAttempts(payment.attempts, fact);
      const referenceBase = fact.type === 'AttemptStarted' ? fact.referenceBase : payment.referenceBase;
      const open = { openSince: openSince(attempts, 'VNPAY'), transferSince: openSince(attempts, 'VIETQR') };
      return { ...payment, attempts, referenceBase, ...open };
    }
    case 'RefundRequested':
    case 'RefundMovedToDesk':
    case 'RefundPaid': {
      const refunds = nextRefunds(payment.refunds, fact);
      return { ...payment, refunds, refundSince: refundSince(refunds) };
    }
    case 'PaymentFellDue':
    case 'FeesReassessed':
      return { ...payment, items: fact.items, amountVnd: fact.amountVnd };
    case 'ExemptionGranted': {
      const exemptions = [...payment.exemptions, exemptionOf(fact)];
      return { ...payment, exemptions, items: fact.items, amountVnd: fact.amountVnd };
    }
    case 'OfficeChanged':
      return { ...payment, officeId: fact.officeId };
    case 'ReceiptIssued':
      return { ...payment, receipts: [...payment.receipts, receiptOf(fact)] };
    case 'FeesAssessed':
    case 'PostageAdded':
    case 'PaymentSettled':
    case 'CashTaken':
    case 'ClaimReduced':
    case 'DossierEnded':
    case 'PaymentConcluded':
      return payment;
  }
}

function nextStatus(payment: OwedPayment, fact: PaymentFact): Payment {
  switch (fact.type) {
    case 'PaymentFellDue':
      return { ...ownOf(payment), status: 'DUE', dueSince: fact.dueSince };
    case 'PaymentSettled':
      return { ...ownOf(payment), status: 'SETTLED', settledAt: fact.settledAt, method: fact.method };
    case 'FeesReassessed':
      return reassessed(payment, fact);
    case 'AttemptPutUnderReview':
      return payment.status === 'DUE'
        ? { ...ownOf(payment), status: 'UNDER_REVIEW', since: fact.since, reasonCode: fact.reasonCode }
        : payment;
    case 'ReviewResolved':
      return payment.status === 'UNDER_REVIEW' && !payment.attempts.some(isUnderReview)
        ? { ...ownOf(payment), status: 'DUE' }
        : payment;
    case 'DossierEnded':
      return { ...ownOf(payment), status: 'CLOSING', ending: fact.ending, endedAt: fact.endedAt };
    case 'PaymentConcluded':
      return { ...ownOf(payment), status: 'CONCLUDED', outcome: fact.outcome, concludedAt: fact.concludedAt };
    case 'FeesAssessed':
    case 'PostageAdded':
    case 'OfficeChanged':
    case 'ExemptionGranted':
    case 'ReceiptIssued':
    case 'AttemptStarted':
    case 'AttemptSucceeded':
    case 'AttemptFailed':
    case 'AttemptExpired':
    case 'CashTaken':
    case 'ClaimReduced':
    case 'RefundRequested':
    case 'RefundMovedToDesk':
    case 'RefundPaid':
      return payment;
  }
}

/** Settled once does not mean that nothing more is owed: an answer to a supplement request may cost more. */
function reassessed(payment: OwedPayment, { at }: PaymentFactOf<'FeesReassessed'>): Payment {
  const owesMore = payment.status === 'SETTLED' && payment.balances.RECEIVABLE > 0;
  return owesMore ? { ...ownOf(payment), status: 'DUE', dueSince: at } : payment;
}

function openSince(attempts: readonly Attempt[], method: AttemptMethod): Date | null {
  return attempts.find(isOpenBy(method))?.startedAt ?? null;
}

function refundSince(refunds: readonly Refund[]): Date | null {
  return refunds.find(({ status }) => status === 'AT_BANK')?.requestedAt ?? null;
}

/** A person is needed for money under review, and to hand out what the bank does not give back. */
function handleSince({ attempts, refunds }: Pick<Owed, 'attempts' | 'refunds'>): Date | null {
  const reviews = attempts.flatMap((attempt) => (attempt.status === 'UNDER_REVIEW' ? [attempt.since] : []));
  const atDesk = refunds.flatMap(({ status, requestedAt }) => (status === 'AT_DESK' ? [requestedAt] : []));
  const [first, ...others] = [...reviews, ...atDesk];
  if (first === undefined) return null;
  return others.reduce((earliest, since) => (since < earliest ? since : earliest), first);
}

/** What every state of an owed payment has, without what only this one has. */
function ownOf(payment: OwedPayment): Owed {
  const { dossierId, dossierCode, officeId, applicantKey, items, exemptions, amountVnd, dueSince } = payment;
  const { attempts, openSince, transferSince, takings, receipts, receiptSince, refunds, refundSince } = payment;
  const { referenceBase, handleSince, balances } = payment;
  return {
    ...{ dossierId, dossierCode, officeId, applicantKey, items, exemptions, amountVnd, dueSince, referenceBase },
    ...{ attempts, openSince, transferSince, takings, receipts, receiptSince, refunds, refundSince },
    ...{ handleSince, balances },
  };
}
