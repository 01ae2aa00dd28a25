/** When fee and postage fall due, and when somebody may try to pay them. */
import { Refusal } from '@motcua/service-kit/pure';
import { attemptLifetimeMs, type AttemptMethod } from './attempt.js';
import { bookDue } from './ledger.js';
import { payable } from './payable.js';
import { postageKey, type Payment } from './payment.js';
import type { PaidDossier, PaymentFact, PaymentItem, Postage } from './payment-facts.js';

export interface Fees {
  readonly items: readonly PaymentItem[];
  readonly feeTotalVnd: number;
}

export interface Assessment extends PaidDossier, Fees {
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
    // It ended before the carrier answered.
    case 'CLOSING':
    case 'CONCLUDED':
      return [];
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
  readonly method: AttemptMethod;
  readonly at: Date;
}

/** One try at the bank; a second one only when the first is over. */
export function startAttempt(payment: Payment, { referenceBase, method, at }: AttemptPlan): readonly PaymentFact[] {
  const due = payable(payment);
  const base = due.referenceBase ?? referenceBase;
  return [
    {
      type: 'AttemptStarted',
      attemptId: `${base}A${due.attempts.length + 1}`,
      referenceBase: base,
      method,
      amountVnd: due.balances.RECEIVABLE,
      startedAt: at,
      expiresAt: new Date(at.getTime() + attemptLifetimeMs[method]),
    },
  ];
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
  return { key: postageKey, ...name, amountVnd, quantity: 1, totalVnd: amountVnd };
}

export function addsUp(items: readonly PaymentItem[], feeTotalVnd: number): boolean {
  const sum = items.reduce((total, { totalVnd }) => total + totalVnd, 0);
  return sum === feeTotalVnd && items.every(({ amountVnd, quantity, totalVnd }) => amountVnd * quantity === totalVnd);
}
