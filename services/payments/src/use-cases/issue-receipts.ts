import type { Actor } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { isOwed, type OwedPayment } from '../domain/payment.js';
import { bookOf, holderOf, issueReceipt, withoutReceipt } from '../domain/receipt.js';
import type { Taking } from '../domain/taking.js';

const mostAtOnce = 100;
const us: Actor = { kind: 'system', id: 'receipts' };

/** Every taking without a receipt gets one: first its number, then the receipt; cut off in between, it finds its number. */
export async function issueReceipts(context: Context): Promise<void> {
  const waiting = { 'state.receiptSince': { $gt: new Date(0) } };
  for (let found = mostAtOnce; found === mostAtOnce;) {
    const page = await context.payments.findWhere(waiting, { sort: { 'state.receiptSince': 1 }, limit: mostAtOnce });
    for (const { id, state } of page) if (isOwed(state)) await issueFor(context, id, state);
    found = page.length;
  }
}

async function issueFor(context: Context, id: string, payment: OwedPayment): Promise<void> {
  for (const taking of withoutReceipt(payment.takings, payment.receipts)) await issue(context, id, payment, taking);
}

async function issue(
  { payments, receiptNumbers, clock }: Context,
  id: string,
  payment: OwedPayment,
  taking: Taking,
): Promise<void> {
  const { takingId, receivedAt } = taking;
  const book = bookOf(payment.officeId, receivedAt);
  const number = await receiptNumbers(`${book.officeId}/${book.form}/${book.series}`, holderOf(payment, taking));
  const at = clock.now();
  await payments.execute(id, { id: `receipt:${takingId}`, actor: us, at }, (state) =>
    isOwed(state) ? issueReceipt(state, { takingId, book, number }, at) : [],
  );
}
