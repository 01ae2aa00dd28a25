import { randomUUID } from 'node:crypto';
import { Refusal, type Actor, type Stored } from '@motcua/service-kit';
import type { Context } from '../context.js';
import type { Correspondence, CorrespondenceFact } from '../domain/correspondence.js';
import type { Message } from '../domain/message.js';
import { claimMessage, concludeMessage, dueMessages, findMessage, type Outcome } from '../domain/sending.js';
import type { Channel } from '../domain/templates.js';
import { sendMessage } from './send-message.js';

const mostAtOnce = 50;
const inParallel = 8;
const sender: Actor = { kind: 'system', id: 'notifications' };

/**
 * Sends what is due on a channel. Intent, claim, call, outcome: each is stored before the next, so that whatever breaks in
 * between, a text goes out at most once and a letter at least once. While the provider is down nothing is claimed.
 */
export async function deliverMessages(context: Context, channel: Channel): Promise<void> {
  const path = `state.nextActionAt.${channel}`;
  const due = { [path]: { $lte: context.clock.now() } };
  const found = await context.correspondences.findWhere(due, { sort: { [path]: 1 }, limit: mostAtOnce });
  const provider = channel === 'SMS' ? context.messageCentre : context.post;
  if (found.length === 0 || !(await provider.isUp())) return;
  for (let from = 0; from < found.length; from += inParallel) {
    await Promise.all(found.slice(from, from + inParallel).map((one) => deliverDue(context, one, channel)));
  }
}

/** In the order in which they were queued; one correspondence that cannot be worked on holds up no other. */
async function deliverDue(
  context: Context,
  { id, state }: Stored<Correspondence, CorrespondenceFact>,
  channel: Channel,
): Promise<void> {
  try {
    for (const { messageId } of dueMessages(state, channel, context.clock.now())) await deliver(context, id, messageId);
  } catch (error) {
    context.log.error('messages could not be delivered, tried again at the next beat', { aggregateId: id, error });
  }
}

async function deliver(context: Context, id: string, messageId: string): Promise<void> {
  const { correspondences, clock } = context;
  // The claim has a name of its own: of two senders only one finds its claim among the facts.
  const claim = { id: `claim:${messageId}:${randomUUID()}`, actor: sender, at: clock.now() };
  const claimed = await correspondences.execute(id, claim, (state) => claimMessage(state, messageId, claim.at));
  const message = findMessage(claimed.state, messageId);
  if (message?.status !== 'CLAIMED' || claimed.recorded.length === 0) return;
  const outcome = await outcomeOf(context, id, claimed.state, message);
  const attempt = message.attempts;
  const cause = { id: `outcome:${messageId}:${attempt}`, actor: sender, at: clock.now() };
  await correspondences.execute(id, cause, (state) =>
    concludeMessage(state, { messageId, attempt, outcome }, cause.at),
  );
  context.log.info('a message was given to its provider', {
    ...{ aggregateId: id, outcome: outcome.kind, attempt, provider: message.channel },
    reason: 'reasonCode' in outcome ? outcome.reasonCode : undefined,
  });
}

async function outcomeOf(context: Context, id: string, state: Correspondence, message: Message): Promise<Outcome> {
  try {
    return await sendMessage(context, id, state, message);
  } catch (error) {
    // The contact cannot be read any more, e.g. because it was erased: nothing was sent and nothing ever will be.
    if (error instanceof Refusal) return { kind: 'REFUSED', reasonCode: error.code };
    throw error;
  }
}
