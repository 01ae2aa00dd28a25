import { resendMessage } from '../use-cases/resend-message.js';
import { setContactPreferences } from '../use-cases/contact-preferences.js';
import type { MutationResolvers } from './generated/resolvers.js';
import { toMessage } from './message.js';
import { toPreferences } from './preferences.js';
import { languageOf } from './preview.js';

export const Mutation: MutationResolvers = {
  async resendMessage(_, { input }, { app, viewer, traceparent, language }) {
    return { message: toMessage(await resendMessage(app, viewer, { ...input, traceparent }), language) };
  },
  async setContactPreferences(_, { input }, { app, viewer, traceparent }) {
    const { requestId, dossierId, channelOrder, quietHours = null } = input;
    const wished = { language: languageOf(input.language), channelOrder, quietHours };
    const set = await setContactPreferences(app, viewer, { requestId, dossierId, wished, traceparent });
    return { preferences: toPreferences(set) };
  },
};
