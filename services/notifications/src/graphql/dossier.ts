import type { DossierResolvers } from './generated/resolvers.js';
import { loadMessages, toMessage } from './message.js';

const newest = 50;

/** What this service adds to a dossier; whether the viewer may see it is asked of the correspondence. */
export const Dossier: DossierResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  async messages({ id }, _, context) {
    const messages = await loadMessages(context, id);
    return messages?.slice(0, newest).map(toMessage) ?? null;
  },
};
