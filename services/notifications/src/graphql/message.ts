import { dossierIdOf } from '../domain/correspondence-id.js';
import type { Message } from '../domain/message.js';
import { statusWords } from '../domain/status-words.js';
import type { Language } from '../domain/templates.js';
import type { GraphContext } from '../context.js';
import { readMessages, type ShownMessage } from '../use-cases/read-messages.js';
import type * as graph from './generated/resolvers.js';

/** The messages of a dossier as this viewer may see them, loaded once for all fields of a request. */
export function loadMessages(context: GraphContext, dossierId: string): Promise<readonly ShownMessage[] | null> {
  const { app, viewer } = context;
  return context.loader('messages', (ids: readonly string[]) => readMessages(app, viewer, ids)).load(dossierId);
}

export function toMessage({ message, to }: ShownMessage, language: Language): graph.Message {
  const { actsNext, text: statusText } = statusWords(message, language);
  const { messageId, notice, channel, queuedAt } = message;
  return {
    ...{ id: messageId, template: notice, channel, to, queuedAt },
    ...{ status: statusOf(message), statusText, actsNext },
    sentAt: 'sentAt' in message ? message.sentAt : null,
    deliveredAt: message.status === 'DELIVERED' ? message.deliveredAt : null,
    reasonCode: 'reasonCode' in message ? message.reasonCode : null,
  };
}

/** Whether a sender is at work on it right now is nobody's business but ours. */
function statusOf({ status }: Message): graph.MessageStatus {
  return status === 'CLAIMED' ? 'QUEUED' : status;
}

export const MessageReference: graph.MessageResolvers = {
  async __resolveReference({ id }, context) {
    const dossierId = dossierIdOf(id);
    const messages = dossierId === null ? null : await loadMessages(context, dossierId);
    const found = messages?.find(({ message }) => message.messageId === id);
    return found === undefined ? null : toMessage(found, context.language);
  },
};
