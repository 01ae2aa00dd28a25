/** An answer to a supplement request may change the fees: more is owed, or the difference goes back. */
import { Refusal } from '@motcua/service-kit/pure';
import { withConsequences } from './consequences.js';
import { addsUp, type Fees } from './decisions.js';
import { bookFeeChange } from './ledger.js';
import { postageKey, type Payment } from './payment.js';
import type { PaymentFact, PaymentItem } from './payment-facts.js';

export function reassessFees(payment: Payment, { items: fees, feeTotalVnd }: Fees, at: Date): readonly PaymentFact[] {
  if (!addsUp(fees, feeTotalVnd)) throw new Refusal('FEES_DO_NOT_ADD_UP', 'The fees are not the sum of their items.');
  switch (payment.status) {
    case 'NONE':
    case 'AWAITING_FEES':
      throw new Refusal('PAYMENT_NOT_FOUND', 'Nothing is known here of this dossier’s fees.');
    case 'CLOSING':
    case 'CONCLUDED':
      return [];
    case 'AWAITING_POSTAGE':
    case 'DUE':
    case 'SETTLED':
    case 'UNDER_REVIEW':
      return withConsequences(payment, change(payment.items, fees, payment.status === 'AWAITING_POSTAGE', at), at);
  }
}

function change(
  before: readonly PaymentItem[],
  fees: readonly PaymentItem[],
  nothingBooked: boolean,
  at: Date,
): readonly PaymentFact[] {
  const items = [...fees, ...before.filter(({ key }) => key === postageKey)];
  const [was, is] = [totalOf(before), totalOf(items)];
  if (is === was && JSON.stringify(items) === JSON.stringify(before)) return [];
  const entries = nothingBooked ? [] : bookFeeChange(is - was);
  return [{ type: 'FeesReassessed', items, amountVnd: is, at, entries }];
}

function totalOf(items: readonly PaymentItem[]): number {
  return items.reduce((sum, { totalVnd }) => sum + totalVnd, 0);
}
