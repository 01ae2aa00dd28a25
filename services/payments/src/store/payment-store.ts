import { createAggregateStore, type AggregateStore, type Mongo } from '@motcua/service-kit';
import { paymentAggregate, type Payment } from '../domain/payment.js';
import type { PaymentFact } from '../domain/payment-facts.js';

/** Payments, found by the references their attempts have at the bank. */
export async function openPaymentStore(mongo: Mongo): Promise<AggregateStore<Payment, PaymentFact>> {
  const store = createAggregateStore({
    mongo,
    aggregate: paymentAggregate,
    indexes: [
      // A reference that were used twice would let one callback speak about two payments.
      {
        key: { 'state.attempts.attemptId': 1 },
        name: 'reference',
        unique: true,
        partialFilterExpression: { 'state.attempts.attemptId': { $exists: true } },
      },
      { key: { 'state.openSince': 1 }, name: 'open' },
      { key: { 'state.transferSince': 1 }, name: 'transfers' },
      { key: { 'state.refundSince': 1 }, name: 'refunds' },
      { key: { 'state.officeId': 1, 'state.handleSince': 1 }, name: 'to handle' },
      { key: { 'state.officeId': 1, 'state.takings.receivedAt': 1 }, name: 'takings' },
      { key: { 'state.officeId': 1, 'state.refunds.paidAt': 1 }, name: 'paid refunds' },
      { key: { 'state.receiptSince': 1 }, name: 'receipts' },
    ],
  });
  await store.ready();
  return store;
}
