import { readerOf, type Context, type GraphContext } from '../context.js';
import { mayPay } from '../domain/access.js';
import { isOpen, type Attempt } from '../domain/attempt.js';
import { isOwed, type Payment } from '../domain/payment.js';
import type { PaymentItem } from '../domain/payment-facts.js';
import { refundableVnd } from '../domain/taking.js';
import { receiptNumber, type Receipt } from '../domain/receipt.js';
import type { Refund } from '../domain/refund.js';
import { findPayments } from '../use-cases/find-payments.js';
import type * as graph from './generated/resolvers.js';

/** The payment as this viewer may see it, loaded once for all fields of a request. */
export async function loadPayment(context: GraphContext, id: string): Promise<graph.Payment | null> {
  const { app, viewer } = context;
  const stored = await context.loader('payments', (ids: readonly string[]) => findPayments(app, viewer, ids)).load(id);
  return stored === null ? null : toPayment(stored.id, stored.state, context);
}

/** Whom it is shown to, and in which language. */
export type Showing = Pick<GraphContext, 'app' | 'viewer' | 'language'>;

export function toPayment(id: string, payment: Payment, showing: Showing): graph.Payment {
  if (isOwed(payment)) {
    const { dossierId, amountVnd, dueSince, balances } = payment;
    return {
      ...{ id, dossier: { id: dossierId }, amountVnd, dueSince },
      status: payment.status,
      items: payment.items.map(toItem),
      exemptions: [...payment.exemptions],
      // The ledger says what is owed, not the status.
      amountDueVnd: Math.max(0, balances.RECEIVABLE),
      refundableVnd: refundableVnd(payment.takings),
      refunds: payment.refunds.map(toRefund),
      receipts: payment.receipts.map((receipt) => toReceipt(receipt, showing.app)),
      attempts: payment.attempts.map((attempt) => toAttempt(attempt, payment, showing)),
      settledAt: payment.status === 'SETTLED' ? payment.settledAt : null,
    };
  }
  if (payment.status !== 'AWAITING_POSTAGE') throw new Error('a payment nobody may see yet');
  const amountVnd = payment.items.reduce((sum, { totalVnd }) => sum + totalVnd, 0);
  const about = { id, dossier: { id: payment.dossierId } };
  // Nothing is due before the postage is known.
  return { ...about, status: 'ASSESSING', items: payment.items.map(toItem), amountVnd, ...nothingPaid };
}

const nothingPaid = { amountDueVnd: 0, refundableVnd: 0, exemptions: [], attempts: [], refunds: [], receipts: [] };

/** Whoever may see the payment may have the paper: the link is made for this answer. */
function toReceipt(receipt: Receipt, { links, clock }: Pick<Context, 'links' | 'clock'>): graph.Receipt {
  const { receiptId: id, amountVnd, issuedAt } = receipt;
  const downloadPath = `/receipts/${links.sign('receipt', id, clock.now())}`;
  return { id, number: receiptNumber(receipt), amountVnd, issuedAt, downloadPath };
}

function toRefund({ refundId, amountVnd, status, reasonCode, requestedAt, paidAt }: Refund): graph.Refund {
  return { id: refundId, amountVnd, status, reasonCode, requestedAt, paidAt };
}

export function toAttempt(attempt: Attempt, payment: Payment, showing: Showing): graph.PaymentAttempt {
  const { attemptId, status, method, amountVnd, startedAt, expiresAt } = attempt;
  return {
    id: attemptId,
    ...{ status, method },
    amountVnd,
    startedAt,
    expiresAt,
    reasonCode: 'reasonCode' in attempt ? attempt.reasonCode : null,
    ...waysToPay(attempt, payment, showing),
  };
}

/** Where an open attempt is paid; nobody but the applicant may hold it. */
function waysToPay(attempt: Attempt, payment: Payment, { app: { bank }, viewer, language }: Showing) {
  if (!isOpen(attempt) || !mayPay(readerOf(viewer), payment)) return { payUrl: null, qrText: null };
  return attempt.method === 'VIETQR'
    ? { payUrl: null, qrText: bank.transferCode(attempt) }
    : { payUrl: bank.payUrl(attempt, language), qrText: null };
}

function toItem({ key, nameVi, nameEn, quantity, totalVnd }: PaymentItem): graph.PaymentItem {
  return { key, name: { vi: nameVi, en: nameEn }, quantity, totalVnd };
}

export const PaymentReference: graph.PaymentResolvers = {
  __resolveReference: ({ id }, context) => loadPayment(context, id),
};
