/** A dossier that ends without a result: nothing more is paid, what came in goes back by the rule. */
import { Refusal } from '@motcua/service-kit/pure';
import { withConsequences } from './consequences.js';
import { bookDropped } from './ledger.js';
import { isOwed, type OwedPayment, type Payment } from './payment.js';
import type { PaymentFact } from './payment-facts.js';
import type { Ending, RefundRule } from './refund-rule.js';

export interface EndedDossier {
  readonly ending: Ending;
  readonly refundRule: RefundRule;
  readonly endedAt: Date;
}

export function endDossier(
  payment: Payment,
  { ending, refundRule, endedAt }: EndedDossier,
  at: Date,
): readonly PaymentFact[] {
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
    case 'UNDER_REVIEW': {
      const entries = isOwed(payment) ? dropClaim(payment, refundRule) : [];
      return withConsequences(payment, [{ type: 'DossierEnded', ending, refundRule, endedAt, entries }], at);
    }
  }
}

/** REFUND: nothing is claimed any more. KEEP: what is paid stays claimed, what is not paid is not asked for. */
function dropClaim({ balances }: OwedPayment, rule: RefundRule) {
  const claimedVnd = -balances.FEE_INCOME - balances.POSTAGE_PAYABLE;
  return bookDropped(rule === 'REFUND' ? claimedVnd : Math.max(0, balances.RECEIVABLE), balances);
}

/** Another office took the dossier over, and its money with it. */
export function changeOffice(payment: Payment, officeId: string): readonly PaymentFact[] {
  if (!('officeId' in payment)) throw new Refusal('PAYMENT_NOT_FOUND', 'Nothing is known here of this dossier’s fees.');
  return payment.officeId === officeId ? [] : [{ type: 'OfficeChanged', officeId }];
}
