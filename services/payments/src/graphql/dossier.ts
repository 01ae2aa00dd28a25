import { paymentIdOf } from '../domain/payment-id.js';
import type { DossierResolvers } from './generated/resolvers.js';
import { loadPayment } from './payment.js';

/** What this service adds to a dossier; whether the viewer may see it is asked of the payment, not of the dossier. */
export const Dossier: DossierResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  payment: ({ id }, _, context) => loadPayment(context, paymentIdOf(id)),
  async amountDueVnd({ id }, _, context) {
    const payment = await loadPayment(context, paymentIdOf(id));
    return payment === null || payment.status === 'ASSESSING' ? null : payment.amountDueVnd;
  },
};
