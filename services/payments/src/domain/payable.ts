/** Whether money may be taken for a payment now. */
import { Refusal } from '@motcua/service-kit/pure';
import { isOpenBy } from './attempt.js';
import type { Payment } from './payment.js';
import type { PaymentItem } from './payment-facts.js';

type Due = Extract<Payment, { status: 'DUE' }>;

/** The payment when something is owed and nobody is paying it at the bank; otherwise says why not. */
export function payable(payment: Payment): Due {
  switch (payment.status) {
    case 'NONE':
    case 'AWAITING_FEES':
      throw new Refusal('PAYMENT_NOT_FOUND', 'There is no such payment.');
    case 'AWAITING_POSTAGE':
      throw new Refusal('NOTHING_DUE', 'The postage is not known yet, so nothing is due yet.');
    case 'UNDER_REVIEW':
      throw new Refusal('PAYMENT_UNDER_REVIEW', 'The office looks into an earlier payment.');
    case 'SETTLED':
      throw payment.method === 'NOTHING_DUE'
        ? new Refusal('NOTHING_DUE', 'Nothing is owed for this dossier.')
        : new Refusal('PAYMENT_ALREADY_SETTLED', 'This payment is settled.');
    case 'CLOSING':
    case 'CONCLUDED':
      throw new Refusal('DOSSIER_ENDED', 'This dossier ended without a result; nothing is paid for it any more.');
    case 'DUE':
      return withoutOpenAttempt(payment);
  }
}

export function totalOf(items: readonly PaymentItem[]): number {
  return items.reduce((sum, { totalVnd }) => sum + totalVnd, 0);
}

/** Whoever pays twice waits for a refund, so a bank's page that may still be paid on comes to its end first; a QR code does not. */
export function withoutOpenAttempt<Tried extends Pick<Due, 'attempts'>>(payment: Tried): Tried {
  const open = payment.attempts.find(isOpenBy('VNPAY'));
  if (open === undefined) return payment;
  const details = { attemptId: open.attemptId, expiresAt: open.expiresAt.toISOString() };
  throw new Refusal('ATTEMPT_STILL_OPEN', 'An earlier attempt is still open at the bank.', details);
}
