import { quotePostage } from '../use-cases/quote-postage.js';
import type { QueryResolvers } from './generated/resolvers.js';
import { loadShipment } from './shipment.js';

export const Query: QueryResolvers = {
  postageQuote: (_, route, { app }) => quotePostage(app, route),
  shipment: (_, { id }, context) => loadShipment(context, id),
};
