import type { GraphContext } from '../context.js';
import { adviceFor } from '../domain/status-words.js';
import { readReach } from '../use-cases/contact-preferences.js';
import type { DossierResolvers } from './generated/resolvers.js';
import { loadMessages, toMessage } from './message.js';
import { toPreferences } from './preferences.js';

const newest = 50;

/** What this service adds to a dossier; whether the viewer may see it is asked of the correspondence. */
export const Dossier: DossierResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  async messages({ id }, _, context) {
    const messages = await loadMessages(context, id);
    return messages?.slice(0, newest).map((one) => toMessage(one, context.language)) ?? null;
  },
  async contactPreferences({ id }, _, context) {
    const preferences = (await loadReach(context, id))?.preferences;
    return preferences === undefined ? null : toPreferences(preferences);
  },
  async contactProblems({ id }, _, context) {
    const problems = (await loadReach(context, id))?.problems ?? null;
    return problems?.map((one) => ({ ...one, advice: adviceFor(one.reasonCode, context.language) })) ?? null;
  },
};

function loadReach(context: GraphContext, dossierId: string) {
  const { app, viewer } = context;
  return context.loader('reach', (ids: readonly string[]) => readReach(app, viewer, ids)).load(dossierId);
}
