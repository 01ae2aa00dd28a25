import { resendMessage } from '../use-cases/resend-message.js';
import type { MutationResolvers } from './generated/resolvers.js';
import { toMessage } from './message.js';

export const Mutation: MutationResolvers = {
  async resendMessage(_, { input }, { app, viewer, traceparent }) {
    return { message: toMessage(await resendMessage(app, viewer, { ...input, traceparent })) };
  },
};
