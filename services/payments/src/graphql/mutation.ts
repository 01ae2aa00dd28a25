import { startPayment } from '../use-cases/start-payment.js';
import type { MutationResolvers } from './generated/resolvers.js';
import { toAttempt, toPayment } from './payment.js';

export const Mutation: MutationResolvers = {
  async startPayment(_, { input }, { app, viewer, language, traceparent }) {
    const { stored, attempt, payUrl } = await startPayment(app, viewer, { ...input, language, traceparent });
    return { payment: toPayment(stored.id, stored.state), attempt: toAttempt(attempt), payUrl };
  },
};
