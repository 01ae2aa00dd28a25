/** An answer to a supplement request may change the fees: more is owed, or the difference goes back. */
import { Refusal } from '@motcua/service-kit/pure';
import { withConsequences } from './consequences.js';
import { addsUp, type Fees } from './decisions.js';
import { bookFeeChange } from './ledger.js';
import { exempted } from './exemption.js';
import { isOwed, postageKey, type OwedPayment, type Payment } from './payment.js';
import { totalOf } from './payable.js';
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
      return withConsequences(payment, change(payment, fees, at), at);
  }
}

function change(
  payment: OwedPayment | Extract<Payment, { status: 'AWAITING_POSTAGE' }>,
  fees: readonly PaymentItem[],
  at: Date,
): readonly PaymentFact[] {
  const before = payment.items;
  const exemptions = isOwed(payment) ? payment.exemptions : [];
  const items = [...exempted(fees, exemptions), ...before.filter(({ key }) => key === postageKey)];
  const [was, is] = [totalOf(before), totalOf(items)];
  if (is === was && JSON.stringify(items) === JSON.stringify(before)) return [];
  // While the postage is awaited nothing is booked yet.
  const entries = isOwed(payment) ? bookFeeChange(is - was, payment.balances) : [];
  return [{ type: 'FeesReassessed', items, amountVnd: is, at, entries }];
}
