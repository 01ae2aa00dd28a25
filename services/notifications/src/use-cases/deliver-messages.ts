import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal, type Actor, type Stored } from '@motcua/service-kit';
import type { Context } from '../context.js';
import type { Correspondence, CorrespondenceFact } from '../domain/correspondence.js';
import type { Message } from '../domain/message.js';
import type { Receipt } from '../domain/receipt.js';
import { claimMessage, concludeMessage, dueMessages, findMessage } from '../domain/sending.js';
import type { Channel } from '../domain/templates.js';
import { sendMessage, type Attempted } from './send-message.js';

const pageSize = 200;
const sender: Actor = { kind: 'system', id: 'notifications' };

/**
 * Starts to send what is due on a channel, so many at once. Intent, claim, call, outcome: each is stored before the next, so that
 * whatever breaks in between, a text goes out at most once and a letter at least once. While the provider is down or asks for
 * patience nothing is claimed. What was started may still be under way when it resolves: one slow answer holds up nobody.
 */
export async function deliverMessages(context: Context, channel: Channel): Promise<void> {
  const [window, provider] =
    channel === 'SMS' ? [context.textsUnderWay, context.messageCentre] : [context.lettersUnderWay, context.post];
  const path = `state.nextActionAt.${channel}`;
  for (;;) {
    const due = { [path]: { $lte: context.clock.now() } };
    const found = await context.correspondences.findWhere(due, { sort: { [path]: 1 }, limit: pageSize });
    const waiting = found.filter(({ id }) => !window.isAtWorkOn(id));
    for (const one of waiting) {
      await window.free();
      if (!(await provider.isUp())) return;
      window.start(one.id, () => deliverDue(context, one, channel));
    }
    if (waiting.length < pageSize / 2) return;
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
  const attempted = await attempt(context, id, claimed.state, message);
  await conclude(context, id, message, attempted);
}

async function attempt(context: Context, id: string, state: Correspondence, message: Message): Promise<Attempted> {
  try {
    return await sendMessage(context, id, state, message);
  } catch (error) {
    // The contact cannot be read any more, e.g. because it was erased: nothing was sent and nothing ever will be.
    if (error instanceof Refusal) return { outcome: { kind: 'REFUSED', reasonCode: error.code } };
    throw error;
  }
}

/** Stored with the receipts that are already there. */
async function conclude(
  context: Context,
  id: string,
  { messageId, attempts: number, channel }: Message,
  { outcome, phone }: Attempted,
): Promise<void> {
  const { correspondences, clock, earlyReceipts, log } = context;
  const cause = { id: `outcome:${messageId}:${number}`, actor: sender, at: clock.now() };
  const early = 'references' in outcome ? earlyReceipts.take(outcome.references ?? []) : [];
  const receipts: readonly Receipt[] = early.flatMap(({ reference, receipt }) =>
    // One that names another phone is forged.
    receipt.phone === phone ? [{ reference, reasonCode: receipt.reasonCode }] : [],
  );
  let isStored = false;
  try {
    await insist(() =>
      correspondences.execute(id, cause, (state) =>
        concludeMessage(state, { messageId, attempt: number, outcome, receipts }, cause.at),
      ),
    );
    isStored = true;
  } finally {
    // A forged one is settled too: nobody is waiting for it.
    for (const { settle } of early) settle(isStored);
  }
  log.info('a message was given to its provider', {
    ...{ aggregateId: id, outcome: outcome.kind, attempt: number, provider: channel },
    reason: 'reasonCode' in outcome ? outcome.reasonCode : undefined,
  });
}

const mostTries = 6;

/** An outcome that is not stored would leave a text unknown for ever. */
async function insist(store: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await store();
      return;
    } catch (error) {
      if (attempt === mostTries) throw error;
      await pause(100 * 2 ** attempt);
    }
  }
}
