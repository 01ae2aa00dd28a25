import { newId, type Actor } from '@motcua/service-kit';
import type { Context, RefundOrder } from '../context.js';
import { hearRefundAnswer, refundsAtBank } from '../domain/desk-decisions.js';
import { isOwed, type Payment } from '../domain/payment.js';

const mostAtOnce = 100;
const bankActor: Actor = { kind: 'system', id: 'vnpay' };

/** Asks the bank for every refund that was promised; one whose answer is not known is asked for again and is still one. */
export async function giveRefunds(context: Context): Promise<void> {
  const promised = { 'state.refundSince': { $gt: new Date(0) } };
  const found = await context.payments.findWhere(promised, { sort: { 'state.refundSince': 1 }, limit: mostAtOnce });
  for (const { id, state } of found) for (const order of ordersOf(state)) await giveRefund(context, id, order);
}

async function giveRefund({ bank, payments, clock, log }: Context, id: string, order: RefundOrder): Promise<void> {
  const { refundId } = order.refund;
  const answer = await bank.refund(order, clock.now());
  if (answer === null) {
    log.warn('the bank did not answer about a refund, it is asked again', { provider: 'vnpay', reference: refundId });
    return;
  }
  const at = clock.now();
  const cause = { id: `refund:${newId('ask', at)}`, actor: bankActor, at };
  await payments.execute(id, cause, (payment) => hearRefundAnswer(payment, refundId, answer, at));
}

function ordersOf(payment: Payment): readonly RefundOrder[] {
  if (!isOwed(payment)) return [];
  return refundsAtBank(payment).flatMap((refund) => {
    const attempt = payment.attempts.find(({ attemptId }) => attemptId === refund.takingId);
    const taking = payment.takings.find(({ takingId }) => takingId === refund.takingId);
    if (attempt === undefined || taking === undefined) return [];
    const transactionNo = 'transactionNo' in attempt ? attempt.transactionNo : '';
    return [{ refund, attempt: { ...attempt, transactionNo, receivedVnd: taking.receivedVnd } }];
  });
}
