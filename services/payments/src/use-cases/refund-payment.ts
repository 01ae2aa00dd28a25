import type { Viewer } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { orderRefund, payOutRefund, type RefundOrder } from '../domain/desk-decisions.js';
import type { Holding } from '../domain/ledger.js';
import { resolveReview, type ReviewOrder } from '../domain/review.js';
import { actOnPayment, type DeskRequest, type StoredPayment } from './act-on-payment.js';

/** The lead gives back a part or all of what was paid. */
export function refundPayment(
  context: Context,
  viewer: Viewer,
  input: DeskRequest & RefundOrder,
): Promise<StoredPayment> {
  return actOnPayment(context, { viewer, role: 'lead', input }, (payment, at) => orderRefund(payment, input, at));
}

/** The desk hands out a refund that does not go by the bank. */
export function recordRefundPaid(
  context: Context,
  viewer: Viewer,
  input: DeskRequest & { readonly refundId: string; readonly from: Holding },
): Promise<StoredPayment> {
  return actOnPayment(context, { viewer, role: 'receive', input }, (payment, at) =>
    payOutRefund(payment, input.refundId, input.from, at),
  );
}

/** The lead decides what becomes of money that the bank's word alone could not place. */
export function resolvePaymentReview(
  context: Context,
  viewer: Viewer,
  input: DeskRequest & ReviewOrder,
): Promise<StoredPayment> {
  return actOnPayment(context, { viewer, role: 'lead', input }, (payment, at) => resolveReview(payment, input, at));
}
