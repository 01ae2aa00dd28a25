import { Refusal } from '@motcua/service-kit';
import type { QueryResolvers } from './generated/resolvers.js';
import { listTemplates, previewMessage } from '../use-cases/preview-message.js';
import { loadMessages, toMessage } from './message.js';
import { languageOf, toPreview } from './preview.js';

const mostMessages = 100;

export const Query: QueryResolvers = {
  async messages(_, { dossierId, first }, context) {
    if (first < 1 || first > mostMessages) {
      throw new Refusal('PAGE_SIZE_OUT_OF_RANGE', 'A page has 1 to 100 messages.', { most: mostMessages });
    }
    const messages = await loadMessages(context, dossierId);
    return (messages ?? []).slice(0, first).map((one) => toMessage(one, context.language));
  },
  messageTemplates: (_, __, { app, viewer }) => listTemplates(app, viewer),
  previewMessage: (_, { input }, { app, viewer }) =>
    toPreview(previewMessage(app, viewer, { ...input, language: languageOf(input.language) })),
};
