import type { Context } from '../context.js';
import type { Holding } from '../domain/ledger.js';
import { grantFeeExemption } from '../use-cases/grant-fee-exemption.js';
import { recordCashPayment } from '../use-cases/record-cash-payment.js';
import { recordRefundPaid, refundPayment, resolvePaymentReview } from '../use-cases/refund-payment.js';
import { startPayment } from '../use-cases/start-payment.js';
import type { StoredPayment } from '../use-cases/act-on-payment.js';
import type { MutationResolvers } from './generated/resolvers.js';
import { toAttempt, toPayment } from './payment.js';

export const Mutation: MutationResolvers = {
  async startPayment(_, { input: { method = 'VNPAY', ...input } }, { app, viewer, language, traceparent }) {
    const asked = { ...input, method, language, traceparent };
    const { stored, attempt, payUrl, qrText } = await startPayment(app, viewer, asked);
    return { payment: toPayment(stored.id, stored.state, app), attempt: toAttempt(attempt), payUrl, qrText };
  },
  async recordCashPayment(_, { input }, { app, viewer, traceparent }) {
    return paymentOf(app, await recordCashPayment(app, viewer, { ...input, traceparent }));
  },
  async grantExemption(_, { input }, { app, viewer, traceparent }) {
    return paymentOf(app, await grantFeeExemption(app, viewer, { ...input, traceparent }));
  },
  async refundPayment(_, { input }, { app, viewer, traceparent }) {
    return paymentOf(app, await refundPayment(app, viewer, { ...input, traceparent }));
  },
  async recordRefundPaid(_, { input: { by = 'CASH', ...input } }, { app, viewer, traceparent }) {
    return paymentOf(app, await recordRefundPaid(app, viewer, { ...input, from: holdings[by], traceparent }));
  },
  async resolveReview(_, { input }, { app, viewer, traceparent }) {
    const receivedVnd = input.receivedVnd ?? null;
    return paymentOf(app, await resolvePaymentReview(app, viewer, { ...input, receivedVnd, traceparent }));
  },
};

const holdings: Readonly<Record<'CASH' | 'TRANSFER', Holding>> = { CASH: 'CASH_BOX', TRANSFER: 'BANK_CLEARING' };

function paymentOf(app: Context, { id, state }: StoredPayment) {
  return { payment: toPayment(id, state, app) };
}
