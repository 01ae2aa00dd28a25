import { Refusal, type Actor } from '@motcua/service-kit';
import type { Context, ReceiptFromOutside } from '../context.js';
import { isWritten, type Correspondence } from '../domain/correspondence.js';
import { hearReceipt as hear, awaitsOf, isAskable, putOffAsking } from '../domain/receipt.js';
import { mobileOf, readAddresses, readKey } from './read-addresses.js';

const network: Actor = { kind: 'system', id: 'sms network' };
const mostAtOnce = 50;

/**
 * The network says what became of a part. Nothing happens for a part nobody waits for (told twice, or never sent by us), nor
 * when the phone is not the one the text went to.
 */
export async function hearReceipt(context: Context, receipt: ReceiptFromOutside): Promise<void> {
  const { correspondences, executeTogether, textsUnderWay, earlyReceipts, clock, log } = context;
  if (!textsUnderWay.isIdle() && (await earlyReceipts.wait(receipt))) return;
  for (const reference of receipt.references) {
    const [found] = await correspondences.findWhere({ 'state.references': reference }, { limit: 1 });
    if (found === undefined) continue;
    if ((await phoneOf(context, found.id, found.state)) !== receipt.phone) break;
    const at = clock.now();
    const cause = { id: `receipt:${reference}`, actor: network, at };
    const { reasonCode } = receipt;
    const decide = (state: Correspondence) => hear(state, { reference, reasonCode }, at);
    await executeTogether({ id: found.id, cause, decide, from: found });
    return;
  }
  log.info('a receipt fits nothing that was sent', { provider: 'smpp', reason: receipt.reasonCode ?? 'DELIVERED' });
}

/** Texts whose receipts do not come: the provider is asked, a few times, longer apart each time. */
export async function askForReceipts({ correspondences, messageCentre }: Context, now: Date): Promise<void> {
  const overdue = { 'state.askAt': { $lte: now } };
  const found = await correspondences.findWhere(overdue, { sort: { 'state.askAt': 1 }, limit: mostAtOnce });
  for (const { id, state } of found) {
    for (const { messageId, references, asked } of overdueIn(state, now)) {
      const answers = await Promise.all(references.filter(isAskable).map((one) => messageCentre.ask(one)));
      const final = answers.filter((answer) => answer !== null);
      const cause = { id: `asked:${messageId}:${asked}`, actor: network, at: now };
      await correspondences.execute(id, cause, (current) =>
        // One at a time: the next round looks at the rest.
        final[0] === undefined ? putOffAsking(current, messageId, now) : hear(current, final[0], now),
      );
    }
  }
}

function overdueIn(state: Correspondence, now: Date) {
  if (!isWritten(state)) return [];
  return state.messages.flatMap((message) => {
    const awaits = awaitsOf(message);
    const askAt = awaits?.askAt ?? null;
    if (awaits === undefined || askAt === null || askAt > now) return [];
    const { references, asked } = awaits;
    return [{ messageId: message.messageId, references, asked: `${asked}.${references.length}` }];
  });
}

/** Null when it cannot be known any more. */
async function phoneOf(context: Context, id: string, state: Correspondence): Promise<string | null> {
  if (!isWritten(state) || state.contact === null) return null;
  try {
    const { contact } = state;
    return mobileOf(readAddresses(context, id, contact, await readKey(context, id, contact)));
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
