/** Money a person had to look at: they take it, give it back, or say that there was none. */
import { Refusal } from '@motcua/service-kit/pure';
import type { Attempt } from './attempt.js';
import { requestRefund, withConsequences } from './consequences.js';
import { bookSuspense, bookTaken, type Entry } from './ledger.js';
import { isOwed, paymentAggregate, type Payment } from './payment.js';
import type { PaymentFact, PaymentFactOf, ReviewDecision } from './payment-facts.js';

export interface ReviewOrder {
  readonly attemptId: string;
  readonly decision: ReviewDecision;
  /** What the bank's statement shows; needed where the bank was not sure, and otherwise checked. */
  readonly receivedVnd: number | null;
}

export function resolveReview(payment: Payment, order: ReviewOrder, at: Date): readonly PaymentFact[] {
  const { owed, attempt } = reviewed(payment, order.attemptId);
  const booked = owed.takings.find(({ takingId }) => takingId === order.attemptId);
  const bookedVnd = booked?.receivedVnd ?? 0;
  const receivedVnd = order.decision === 'NOTHING_CAME' ? 0 : toReceived(order, bookedVnd);
  if (order.decision === 'NOTHING_CAME' && bookedVnd > 0) {
    throw new Refusal('MONEY_IS_BOOKED', 'The bank says that it holds this money.', { receivedVnd: bookedVnd });
  }
  const resolved: PaymentFactOf<'ReviewResolved'> = {
    type: 'ReviewResolved',
    attemptId: attempt.attemptId,
    decision: order.decision,
    transactionNo: attempt.transactionNo,
    receivedVnd,
    resolvedAt: at,
    entries: entriesOf(order.decision, receivedVnd, bookedVnd),
  };
  const facts: readonly PaymentFact[] =
    order.decision === 'GIVE_BACK' ? [resolved, giveBack(payment, resolved, at)] : [resolved];
  return withConsequences(payment, facts, at);
}

function reviewed(payment: Payment, attemptId: string) {
  const attempt = isOwed(payment) ? payment.attempts.find((tried) => tried.attemptId === attemptId) : undefined;
  if (!isOwed(payment) || attempt === undefined) throw new Refusal('ATTEMPT_NOT_FOUND', 'There is no such attempt.');
  if (attempt.status !== 'UNDER_REVIEW') throw notUnderReview(attempt);
  return { owed: payment, attempt };
}

function toReceived({ receivedVnd }: ReviewOrder, bookedVnd: number): number {
  if (bookedVnd === 0 && receivedVnd === null) {
    throw new Refusal('RECEIVED_AMOUNT_NEEDED', 'The bank did not say for certain what it holds: its statement does.');
  }
  const amountVnd = receivedVnd ?? bookedVnd;
  const fits = bookedVnd === 0 ? Number.isSafeInteger(amountVnd) && amountVnd > 0 : amountVnd === bookedVnd;
  if (!fits) throw new Refusal('RECEIVED_AMOUNT_DIFFERS', 'This is not what came in.', { bookedVnd });
  return amountVnd;
}

function entriesOf(decision: ReviewDecision, receivedVnd: number, bookedVnd: number): readonly Entry[] {
  const arrived = receivedVnd > bookedVnd ? bookSuspense(receivedVnd) : [];
  switch (decision) {
    case 'TAKE':
      return [...arrived, ...bookTaken(receivedVnd)];
    case 'GIVE_BACK':
      return arrived;
    case 'NOTHING_CAME':
      return [];
  }
}

function giveBack(payment: Payment, resolved: PaymentFactOf<'ReviewResolved'>, at: Date): PaymentFact {
  const after = paymentAggregate.evolve(payment, resolved);
  const taking = isOwed(after) ? after.takings.find(({ takingId }) => takingId === resolved.attemptId) : undefined;
  if (!isOwed(after) || taking === undefined) throw new Error('money that is given back never came in');
  const plan = { taking, amountVnd: taking.receivedVnd, reasonCode: 'REVIEW', from: 'SUSPENSE', at } as const;
  return requestRefund(after, plan);
}

function notUnderReview({ attemptId, status }: Attempt): Refusal {
  return new Refusal('NOT_UNDER_REVIEW', 'Nobody has to decide about this attempt.', { attemptId, status });
}
