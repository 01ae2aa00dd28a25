import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal, type Actor, type Cause, type Decision, type Executed, type Stored } from '@motcua/service-kit';
import type { Context } from '../context.js';
import type { Correspondence, CorrespondenceFact } from '../domain/correspondence.js';
import type { Message } from '../domain/message.js';
import type { Receipt } from '../domain/receipt.js';
import { claimMessage, concludeMessage, dueMessages, findMessage } from '../domain/sending.js';
import type { Channel } from '../domain/templates.js';
import { sendMessage, type Attempted } from './send-message.js';

const sender: Actor = { kind: 'system', id: 'notifications' };

/** A correspondence as it was stored last, for all who work on it at one time. */
export interface Newest {
  stored: Stored<Correspondence, CorrespondenceFact>;
}

/** The oldest due message of each channel, in one write; answers those that are now ours to send. */
export async function claimNext(
  context: Context,
  newest: Newest,
  channels: readonly Channel[],
): Promise<readonly Message[]> {
  // The claim has a name of its own: of two senders only one finds its claim among the facts.
  const claim = { id: `claim:${randomUUID()}`, actor: sender, at: context.clock.now() };
  const { state, recorded } = await execute(context, newest, claim, (before) =>
    channels.flatMap((channel) => {
      const [next] = dueMessages(before, channel, claim.at);
      return next === undefined ? [] : claimMessage(before, next.messageId, claim.at);
    }),
  );
  return recorded.flatMap((fact) => (fact.type === 'MessageClaimed' ? (findMessage(state, fact.messageId) ?? []) : []));
}

/** Sends what was claimed and then what else is due on the channel, in the order in which it was queued. */
export async function deliverOn(
  context: Context,
  newest: Newest,
  channel: Channel,
  claiming: Promise<readonly Message[]>,
): Promise<void> {
  let claimed = (await claiming).find((message) => message.channel === channel);
  for (;;) {
    if (claimed !== undefined) await conclude(context, newest, claimed, await attempt(context, newest, claimed));
    if (dueMessages(newest.stored.state, channel, context.clock.now()).length === 0) return;
    [claimed] = await claimNext(context, newest, [channel]);
  }
}

async function attempt(context: Context, { stored: { id, state } }: Newest, message: Message): Promise<Attempted> {
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
  newest: Newest,
  { messageId, attempts: number, channel }: Message,
  { outcome, phone }: Attempted,
): Promise<void> {
  const { clock, earlyReceipts, log } = context;
  const cause = { id: `outcome:${messageId}:${number}`, actor: sender, at: clock.now() };
  const early = 'references' in outcome ? earlyReceipts.take(outcome.references ?? []) : [];
  const receipts: readonly Receipt[] = early.flatMap(({ reference, receipt }) =>
    // One that names another phone is forged.
    receipt.phone === phone ? [{ reference, reasonCode: receipt.reasonCode }] : [],
  );
  let isStored = false;
  try {
    await insist(() =>
      execute(context, newest, cause, (state) =>
        concludeMessage(state, { messageId, attempt: number, outcome, receipts }, cause.at),
      ),
    );
    isStored = true;
  } finally {
    // A forged one is settled too: nobody is waiting for it.
    for (const { settle } of early) settle(isStored);
  }
  log.info('a message was given to its provider', {
    ...{ aggregateId: newest.stored.id, outcome: outcome.kind, attempt: number, provider: channel },
    reason: 'reasonCode' in outcome ? outcome.reasonCode : undefined,
  });
}

async function execute(
  { executeTogether }: Context,
  newest: Newest,
  cause: Cause,
  decide: Decision<Correspondence, CorrespondenceFact>,
): Promise<Executed<Correspondence, CorrespondenceFact>> {
  const { stored } = newest;
  const executed = await executeTogether({ id: stored.id, cause, decide, from: stored });
  if (executed.version > newest.stored.version) newest.stored = executed;
  return executed;
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
