import { Refusal, requestCause, type Viewer } from '@motcua/service-kit';
import { readerOf, type Context } from '../context.js';
import { maySeeMessages } from '../domain/access.js';
import { correspondenceIdOf, dossierIdOf } from '../domain/correspondence-id.js';
import { resendMessage as resend } from '../domain/decisions.js';
import { demandOfficer } from './preview-message.js';
import { readMessages, type ShownMessage } from './read-messages.js';

export interface ResendMessage {
  readonly requestId: string;
  readonly messageId: string;
  readonly traceparent?: string | undefined;
}

/** The desk's wish for one more copy, which is a message of its own: asked twice with one request id it goes out once. */
export async function resendMessage(
  context: Context,
  viewer: Viewer,
  { requestId, messageId, traceparent }: ResendMessage,
): Promise<ShownMessage> {
  demandOfficer(viewer);
  const { correspondences, clock } = context;
  const dossierId = dossierIdOf(messageId);
  const id = dossierId === null ? null : correspondenceIdOf(dossierId);
  const known = id === null ? null : await correspondences.find(id);
  // Whoever may not see it learns nothing about it.
  if (dossierId === null || known === null || !maySeeMessages(readerOf(viewer), known.state)) throw notFound();
  const at = clock.now();
  const cause = requestCause(viewer, requestId, { messageId }, at, traceparent);
  await context.registerRequest(cause);
  const { recorded } = await correspondences.execute(known.id, cause, (state) => resend(state, messageId, at));
  const queued = recorded.find((fact) => fact.type === 'MessageQueued');
  const [messages] = await readMessages(context, viewer, [dossierId]);
  const shown = messages?.find(({ message }) => message.messageId === queued?.messageId);
  if (shown === undefined) throw notFound();
  return shown;
}

function notFound(): Refusal {
  return new Refusal('MESSAGE_NOT_FOUND', 'There is no such message.');
}
