import { listToHandle } from '../use-cases/list-to-handle.js';
import { reconcileDay } from '../use-cases/reconcile-day.js';
import type { QueryResolvers } from './generated/resolvers.js';
import { loadPayment, toPayment } from './payment.js';

export const Query: QueryResolvers = {
  payment: (_, { id }, context) => loadPayment(context, id),
  async paymentsToHandle(_, { officeId }, { app, viewer }) {
    const found = await listToHandle(app, viewer, officeId);
    return found?.map(({ id, state }) => toPayment(id, state, app)) ?? null;
  },
  async reconciliation(_, { day, officeId }, { app, viewer }) {
    const found = await reconcileDay(app, viewer, { day, officeId });
    return found === null ? null : { day, officeId, ...found, mismatches: [...found.mismatches] };
  },
};
