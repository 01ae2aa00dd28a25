/** What follows by itself: money too much is promised back, what is paid is settled, what has ended is concluded. */
import { isOpen, isUnderReview } from './attempt.js';
import { bookRefund } from './ledger.js';
import { isOwed, paymentAggregate, type OwedPayment, type Payment } from './payment.js';
import type { ConcludedOutcome, PaymentFact, PaymentMethod } from './payment-facts.js';
import { isUnpaid, wayOf, type RefundReason } from './refund.js';
import { leftOf, receivedVnd, refundedFrom, type Taking } from './taking.js';

/** The facts, and those that follow from where they lead. */
export function withConsequences(
  payment: Payment,
  facts: readonly PaymentFact[],
  at: Date,
  reasonCode: RefundReason = 'OVERPAID',
): readonly PaymentFact[] {
  if (facts.length === 0) return [];
  const all = [...facts];
  let now = all.reduce((state, fact) => paymentAggregate.evolve(state, fact), payment);
  for (let next = consequenceOf(now, at, reasonCode); next !== null; next = consequenceOf(now, at, reasonCode)) {
    all.push(next);
    now = paymentAggregate.evolve(now, next);
  }
  return all;
}

function consequenceOf(payment: Payment, at: Date, reasonCode: RefundReason): PaymentFact | null {
  if (!isOwed(payment)) return null;
  if (payment.balances.RECEIVABLE < 0) return refundOverpaid(payment, at, reasonCode);
  if (payment.status === 'DUE' && payment.balances.RECEIVABLE === 0) {
    return { type: 'PaymentSettled', method: methodOf(payment), items: payment.items, settledAt: at };
  }
  return payment.status === 'CLOSING' && isAllOver(payment) ? concluded(payment, at) : null;
}

/** From one taking at a time; what it does not cover follows from the next. */
function refundOverpaid(payment: OwedPayment, at: Date, reasonCode: RefundReason): PaymentFact {
  const taking = refundedFrom(payment.takings);
  if (taking === undefined) throw new Error('more was paid than ever came in');
  const amountVnd = Math.min(-payment.balances.RECEIVABLE, leftOf(taking));
  const reason = payment.status === 'CLOSING' && reasonCode === 'OVERPAID' ? 'DOSSIER_ENDED' : reasonCode;
  return requestRefund(payment, { taking, amountVnd, reasonCode: reason, from: 'RECEIVABLE', at });
}

export interface RefundPlan {
  readonly taking: Taking;
  readonly amountVnd: number;
  readonly reasonCode: RefundReason;
  readonly from: 'RECEIVABLE' | 'SUSPENSE';
  readonly at: Date;
}

export function requestRefund(
  { dossierId, refunds }: Pick<OwedPayment, 'dossierId' | 'refunds'>,
  { taking, amountVnd, reasonCode, from, at }: RefundPlan,
): PaymentFact {
  return {
    type: 'RefundRequested',
    refundId: `${dossierId.replace('dos_', 'rfd_')}.${refunds.length + 1}`,
    takingId: taking.takingId,
    ...{ amountVnd, reasonCode },
    way: wayOf(taking),
    requestedAt: at,
    entries: bookRefund(amountVnd, from),
  };
}

function methodOf({ takings }: OwedPayment): PaymentMethod {
  return takings.findLast(({ standing }) => standing === 'COUNTED')?.method ?? 'NOTHING_DUE';
}

function isAllOver({ attempts, refunds }: OwedPayment): boolean {
  return !attempts.some((attempt) => isOpen(attempt) || isUnderReview(attempt)) && !refunds.some(isUnpaid);
}

function concluded({ takings, refunds }: OwedPayment, at: Date): PaymentFact {
  const cameInVnd = receivedVnd(takings);
  const refundVnd = refunds.reduce((sum, { amountVnd }) => sum + amountVnd, 0);
  return {
    type: 'PaymentConcluded',
    outcome: outcomeOf(cameInVnd, refundVnd),
    receivedVnd: cameInVnd,
    refundVnd,
    concludedAt: at,
  };
}

function outcomeOf(cameInVnd: number, refundVnd: number): ConcludedOutcome {
  if (cameInVnd === 0) return 'NOTHING_PAID';
  return refundVnd === cameInVnd ? 'REFUNDED' : 'KEPT';
}
