import type { QueryResolvers } from './generated/resolvers.js';
import { loadPayment } from './payment.js';

export const Query: QueryResolvers = {
  payment: (_, { id }, context) => loadPayment(context, id),
};
