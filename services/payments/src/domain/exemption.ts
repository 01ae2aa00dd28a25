/** Who need not pay a fee, once they prove it (Luật Hộ tịch 60/2014/QH13 Điều 11; Luật Phí và lệ phí 97/2015/QH13 Điều 10). */
import { Refusal } from '@motcua/service-kit/pure';
import { withConsequences } from './consequences.js';
import { bookFeeChange } from './ledger.js';
import { totalOf, withoutOpenAttempt } from './payable.js';
import { postageKey, type OwedPayment, type Payment } from './payment.js';
import type { PaymentFact, PaymentFactOf, PaymentItem } from './payment-facts.js';

export type ExemptionGround = 'MERIT' | 'POOR' | 'DISABILITY' | 'CHILD';
/** IN_DOSSIER: a paper that was handed in. SHOWN: the original, at the desk. IN_DATABASE: the state's own records. */
export type ExemptionProof = 'IN_DOSSIER' | 'SHOWN' | 'IN_DATABASE';

export interface Exemption {
  readonly itemKey: string;
  readonly ground: ExemptionGround;
  readonly proof: ExemptionProof;
  readonly waivedVnd: number;
  readonly grantedAt: Date;
}

export type ExemptionOrder = Pick<Exemption, 'itemKey' | 'ground' | 'proof'>;

/** One fee is no longer owed; what was paid of it goes back. Postage is the carrier's, and nobody is exempt from it. */
export function grantExemption(
  payment: Payment,
  { itemKey, ground, proof }: ExemptionOrder,
  at: Date,
): readonly PaymentFact[] {
  const owed = withoutOpenAttempt(exemptible(payment));
  if (itemKey === postageKey) throw new Refusal('POSTAGE_NOT_EXEMPT', 'Nobody is exempt from the postage.');
  const item = owed.items.find(({ key }) => key === itemKey);
  if (item === undefined) throw new Refusal('ITEM_NOT_FOUND', 'There is no such fee in this payment.', { itemKey });
  if (item.totalVnd === 0) throw new Refusal('ALREADY_EXEMPT', 'Nothing is asked for this fee.', { itemKey });
  const exemption: Exemption = { itemKey, ground, proof, waivedVnd: item.totalVnd, grantedAt: at };
  const items = exempted(owed.items, [exemption]);
  const entries = bookFeeChange(-item.totalVnd, owed.balances);
  const granted: PaymentFact = { type: 'ExemptionGranted', ...exemption, items, amountVnd: totalOf(items), entries };
  return withConsequences(payment, [granted], at, 'EXEMPTION_PROVEN');
}

/** The items as they are with these exemptions, also when the fees are reckoned again. */
export function exempted(
  items: readonly PaymentItem[],
  exemptions: readonly Pick<Exemption, 'itemKey'>[],
): readonly PaymentItem[] {
  return items.map((item) =>
    exemptions.some(({ itemKey }) => itemKey === item.key) ? { ...item, amountVnd: 0, totalVnd: 0 } : item,
  );
}

export function exemptionOf(fact: PaymentFactOf<'ExemptionGranted'>): Exemption {
  const { itemKey, ground, proof, waivedVnd, grantedAt } = fact;
  return { itemKey, ground, proof, waivedVnd, grantedAt };
}

function exemptible(payment: Payment): OwedPayment {
  switch (payment.status) {
    case 'DUE':
    case 'SETTLED':
      return payment;
    case 'NONE':
    case 'AWAITING_FEES':
      throw new Refusal('PAYMENT_NOT_FOUND', 'There is no such payment.');
    case 'AWAITING_POSTAGE':
      throw new Refusal('NOTHING_DUE', 'The postage is not known yet, so nothing is due yet.');
    case 'UNDER_REVIEW':
      throw new Refusal('PAYMENT_UNDER_REVIEW', 'The review comes first.');
    case 'CLOSING':
    case 'CONCLUDED':
      throw new Refusal('DOSSIER_ENDED', 'This dossier ended without a result; nothing is paid for it any more.');
  }
}
