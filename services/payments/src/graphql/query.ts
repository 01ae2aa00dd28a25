import { reconcileDay } from '../use-cases/reconcile-day.js';
import type { QueryResolvers } from './generated/resolvers.js';
import { loadPayment } from './payment.js';

export const Query: QueryResolvers = {
  payment: (_, { id }, context) => loadPayment(context, id),
  async reconciliation(_, { day, officeId }, { app, viewer }) {
    const found = await reconcileDay(app, viewer, { day, officeId });
    return found === null ? null : { day, officeId, ...found, mismatches: [...found.mismatches] };
  },
};
