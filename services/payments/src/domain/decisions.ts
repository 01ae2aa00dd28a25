/** When fee and postage fall due, and when somebody may try to pay them. */
import { Refusal } from '@motcua/service-kit/pure';
import { attemptLifetimeMs, isOpen } from './attempt.js';
import { bookDue } from './ledger.js';
import type { PaidDossier, Payment, PaymentFact, PaymentItem, Postage } from './payment.js';

export interface Assessment extends PaidDossier {
  readonly items: readonly PaymentItem[];
  readonly feeTotalVnd: number;
  readonly byPost: boolean;
}

/** The fees of a submitted dossier; with the postage, where there is one, they make the payment. */
export function assessFees(
  payment: Payment,
  { items, feeTotalVnd, byPost, ...dossier }: Assessment,
  at: Date,
): readonly PaymentFact[] {
  if (payment.status !== 'NONE' && payment.status !== 'AWAITING_FEES') {
    throw new Refusal('FEES_ALREADY_ASSESSED', 'The fees of this dossier were assessed before.');
  }
  if (!addsUp(items, feeTotalVnd)) throw new Refusal('FEES_DO_NOT_ADD_UP', 'The fees are not the sum of their items.');
  const assessed: PaymentFact = { type: 'FeesAssessed', ...dossier, items };
  if (!byPost) return [assessed, ...becomeDue(items, null, at)];
  return payment.status === 'AWAITING_FEES' ? [assessed, ...becomeDue(items, payment.postage, at)] : [assessed];
}

/** The carrier's quote for sending the result; may come before the fees. */
export function addPostage(payment: Payment, postage: Postage, at: Date): readonly PaymentFact[] {
  const added: PaymentFact = { type: 'PostageAdded', ...postage };
  switch (payment.status) {
    case 'NONE':
      return [added];
    case 'AWAITING_POSTAGE':
      return [added, ...becomeDue(payment.items, postage, at)];
    case 'AWAITING_FEES':
    case 'DUE':
    case 'SETTLED':
    case 'UNDER_REVIEW':
      throw new Refusal('POSTAGE_NOT_EXPECTED', 'This payment waits for no postage.', { status: payment.status });
  }
}

export interface AttemptPlan {
  /** `P<yymmdd><7 digits>`, taken for this call and used when the payment has none yet. */
  readonly referenceBase: string;
  readonly at: Date;
}

/** One try at the bank; a second one only when the first is over. */
export function startAttempt(payment: Payment, { referenceBase, at }: AttemptPlan): readonly PaymentFact[] {
  switch (payment.status) {
    case 'NONE':
    case 'AWAITING_FEES':
      throw new Refusal('PAYMENT_NOT_FOUND', 'There is no such payment.');
    case 'AWAITING_POSTAGE':
      throw new Refusal('NOTHING_DUE', 'The postage is not known yet, so nothing is due yet.');
    case 'UNDER_REVIEW':
      throw new Refusal('PAYMENT_UNDER_REVIEW', 'The office looks into an earlier payment.');
    case 'SETTLED':
      throw payment.method === 'NOTHING_DUE'
        ? new Refusal('NOTHING_DUE', 'Nothing is owed for this dossier.')
        : new Refusal('PAYMENT_ALREADY_SETTLED', 'This payment is settled.');
    case 'DUE':
      return [attemptOf(payment, referenceBase, at)];
  }
}

function attemptOf(payment: Extract<Payment, { status: 'DUE' }>, freshBase: string, at: Date): PaymentFact {
  const open = payment.attempts.find(isOpen);
  if (open !== undefined) {
    const details = { attemptId: open.attemptId, expiresAt: open.expiresAt.toISOString() };
    throw new Refusal('ATTEMPT_STILL_OPEN', 'An earlier attempt is still open at the bank.', details);
  }
  const referenceBase = payment.referenceBase ?? freshBase;
  return {
    type: 'AttemptStarted',
    attemptId: `${referenceBase}A${payment.attempts.length + 1}`,
    referenceBase,
    amountVnd: payment.amountVnd,
    startedAt: at,
    expiresAt: new Date(at.getTime() + attemptLifetimeMs),
  };
}

function becomeDue(fees: readonly PaymentItem[], postage: Postage | null, at: Date): readonly PaymentFact[] {
  const items = postage === null || postage.amountVnd === 0 ? fees : [...fees, postageItem(postage)];
  const feeVnd = fees.reduce((sum, { totalVnd }) => sum + totalVnd, 0);
  const postageVnd = postage?.amountVnd ?? 0;
  const amountVnd = feeVnd + postageVnd;
  if (amountVnd === 0) return [{ type: 'PaymentSettled', method: 'NOTHING_DUE', items, settledAt: at }];
  return [{ type: 'PaymentFellDue', items, amountVnd, dueSince: at, entries: bookDue(feeVnd, postageVnd) }];
}

function postageItem({ amountVnd }: Postage): PaymentItem {
  const name = { nameVi: 'Cước bưu chính', nameEn: 'Postage' };
  return { key: 'postage', ...name, amountVnd, quantity: 1, totalVnd: amountVnd };
}

function addsUp(items: readonly PaymentItem[], feeTotalVnd: number): boolean {
  const sum = items.reduce((total, { totalVnd }) => total + totalVnd, 0);
  return sum === feeTotalVnd && items.every(({ amountVnd, quantity, totalVnd }) => amountVnd * quantity === totalVnd);
}
