import { listToHandle } from '../use-cases/list-to-handle.js';
import { nextSteps } from '../domain/next-step.js';
import { reconcileDay } from '../use-cases/reconcile-day.js';
import type { QueryResolvers } from './generated/resolvers.js';
import { loadPayment, toPayment } from './payment.js';

export const Query: QueryResolvers = {
  payment: (_, { id }, context) => loadPayment(context, id),
  async paymentsToHandle(_, { officeId }, context) {
    const found = await listToHandle(context.app, context.viewer, officeId);
    return found?.map(({ id, state }) => toPayment(id, state, context)) ?? null;
  },
  async reconciliation(_, { day, officeId }, { app, viewer }) {
    const found = await reconcileDay(app, viewer, { day, officeId });
    if (found === null) return null;
    const mismatches = found.mismatches.map((mismatch) => ({ ...mismatch, nextStep: nextSteps[mismatch.code] }));
    return { day, officeId, ...found, mismatches };
  },
};
