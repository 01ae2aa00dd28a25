import type { Holding } from '../domain/ledger.js';
import type { StoredPayment } from '../use-cases/act-on-payment.js';
import { grantFeeExemption } from '../use-cases/grant-fee-exemption.js';
import { recordCashPayment } from '../use-cases/record-cash-payment.js';
import { recordRefundPaid, refundPayment, resolvePaymentReview } from '../use-cases/refund-payment.js';
import { startPayment } from '../use-cases/start-payment.js';
import type { MutationResolvers } from './generated/resolvers.js';
import { toAttempt, toPayment, type Showing } from './payment.js';

export const Mutation: MutationResolvers = {
  async startPayment(_, { input: { method = 'VNPAY', ...input } }, context) {
    const { app, viewer, language, traceparent } = context;
    const asked = { ...input, method, language, traceparent };
    const { stored, attempt, payUrl, qrText } = await startPayment(app, viewer, asked);
    return { ...paymentOf(context, stored), attempt: toAttempt(attempt, stored.state, context), payUrl, qrText };
  },
  async recordCashPayment(_, { input }, context) {
    const { app, viewer, traceparent } = context;
    return paymentOf(context, await recordCashPayment(app, viewer, { ...input, traceparent }));
  },
  async grantExemption(_, { input }, context) {
    const { app, viewer, traceparent } = context;
    return paymentOf(context, await grantFeeExemption(app, viewer, { ...input, traceparent }));
  },
  async refundPayment(_, { input }, context) {
    const { app, viewer, traceparent } = context;
    return paymentOf(context, await refundPayment(app, viewer, { ...input, traceparent }));
  },
  async recordRefundPaid(_, { input: { by = 'CASH', ...input } }, context) {
    const { app, viewer, traceparent } = context;
    return paymentOf(context, await recordRefundPaid(app, viewer, { ...input, from: holdings[by], traceparent }));
  },
  async resolveReview(_, { input }, context) {
    const { app, viewer, traceparent } = context;
    const receivedVnd = input.receivedVnd ?? null;
    return paymentOf(context, await resolvePaymentReview(app, viewer, { ...input, receivedVnd, traceparent }));
  },
};

const holdings: Readonly<Record<'CASH' | 'TRANSFER', Holding>> = { CASH: 'CASH_BOX', TRANSFER: 'BANK_CLEARING' };

function paymentOf(showing: Showing, { id, state }: StoredPayment) {
  return { payment: toPayment(id, state, showing) };
}
