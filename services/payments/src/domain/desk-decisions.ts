/** Money at the desk: cash taken, refunds decided and handed out. */
import { Refusal } from '@motcua/service-kit/pure';
import { withConsequences } from './consequences.js';
import { bookDropped, bookPaid, bookRefundPaid, type Holding } from './ledger.js';
import { payable } from './payable.js';
import { isOwed, type OwedPayment, type Payment } from './payment.js';
import type { PaymentFact } from './payment-facts.js';
import type { OfficerReason, Refund } from './refund.js';
import { refundableVnd } from './taking.js';

/** All that is owed, counted out on the desk: the officer names it, so that a fee that changed meanwhile is noticed. */
export function takeCash(payment: Payment, amountVnd: number, at: Date): readonly PaymentFact[] {
  const due = payable(payment);
  const amountDueVnd = due.balances.RECEIVABLE;
  if (amountVnd !== amountDueVnd) {
    throw new Refusal('AMOUNT_NOT_DUE', 'Another amount is owed.', { amountDueVnd });
  }
  const takingId = `cash-${due.takings.length + 1}`;
  const entries = bookPaid(amountVnd, 'CASH_BOX');
  return withConsequences(payment, [{ type: 'CashTaken', takingId, receivedVnd: amountVnd, takenAt: at, entries }], at);
}

export interface RefundOrder {
  readonly amountVnd: number;
  /** What the officer saw as refundable: another refund meanwhile makes the order stale. */
  readonly expectedBalanceVnd: number;
  readonly reasonCode: OfficerReason;
}

/** An officer gives back a part or all of what was paid. */
export function orderRefund(
  payment: Payment,
  { amountVnd, expectedBalanceVnd, reasonCode }: RefundOrder,
  at: Date,
): readonly PaymentFact[] {
  const paid = refundable(payment);
  const balanceVnd = refundableVnd(paid.takings);
  if (expectedBalanceVnd !== balanceVnd) {
    throw new Refusal('BALANCE_CHANGED', 'What may be given back has changed.', { balanceVnd });
  }
  if (amountVnd < 1 || amountVnd > balanceVnd) {
    throw new Refusal('REFUND_ABOVE_BALANCE', 'From 1 đồng to what was paid may be given back.', { balanceVnd });
  }
  const entries = bookDropped(amountVnd, paid.balances);
  return withConsequences(payment, [{ type: 'ClaimReduced', amountVnd, entries }], at, reasonCode);
}

function refundable(payment: Payment): OwedPayment {
  switch (payment.status) {
    case 'SETTLED':
    case 'CLOSING':
    case 'CONCLUDED':
      return payment;
    case 'UNDER_REVIEW':
      throw new Refusal('PAYMENT_UNDER_REVIEW', 'The review comes first.');
    case 'NONE':
    case 'AWAITING_FEES':
      throw new Refusal('PAYMENT_NOT_FOUND', 'There is no such payment.');
    case 'AWAITING_POSTAGE':
    case 'DUE':
      throw new Refusal('NOT_SETTLED', 'Only what was paid can be given back.');
  }
}

export function payOutRefund(payment: Payment, refundId: string, holding: Holding, at: Date): readonly PaymentFact[] {
  const refund = knownRefund(payment, refundId);
  switch (refund.status) {
    case 'AT_DESK':
      return refundPaid(payment, refund, holding, at);
    case 'AT_BANK':
      throw new Refusal('REFUND_AT_BANK', 'The bank is doing this refund.');
    case 'PAID':
      throw new Refusal('REFUND_ALREADY_PAID', 'This refund was paid.');
  }
}

/** What the bank answered to a refund: taken on, or a code of its own with which it goes to the desk. */
export type BankRefundAnswer = { readonly kind: 'DONE' } | { readonly kind: 'REFUSED'; readonly code: string };

export function hearRefundAnswer(
  payment: Payment,
  refundId: string,
  answer: BankRefundAnswer,
  at: Date,
): readonly PaymentFact[] {
  const refund = knownRefund(payment, refundId);
  if (refund.status !== 'AT_BANK') return [];
  if (answer.kind === 'DONE') return refundPaid(payment, refund, 'BANK_CLEARING', at);
  return [{ type: 'RefundMovedToDesk', refundId, refusedCode: answer.code }];
}

function refundPaid(payment: Payment, { refundId, amountVnd }: Refund, holding: Holding, at: Date) {
  const entries = bookRefundPaid(amountVnd, holding);
  return withConsequences(payment, [{ type: 'RefundPaid', refundId, amountVnd, paidAt: at, entries }], at);
}

function knownRefund(payment: Payment, refundId: string): Refund {
  const found = isOwed(payment) ? payment.refunds.find((refund) => refund.refundId === refundId) : undefined;
  if (found === undefined) throw new Refusal('REFUND_NOT_FOUND', 'There is no such refund.');
  return found;
}

/** Refunds the bank is to be asked for. */
export function refundsAtBank(payment: Payment): readonly Refund[] {
  return isOwed(payment) ? payment.refunds.filter(({ status }) => status === 'AT_BANK') : [];
}
