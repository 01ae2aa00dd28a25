/** Money that goes back: promised first, then asked of the bank or handed out at the desk, and done once. */
import type { PaymentFactOf } from './payment-facts.js';
import type { Taking } from './taking.js';

export const officerReasons = ['OFFICE_ERROR', 'EXEMPTION_PROVEN', 'PAID_TWICE', 'SUPERIOR_DECISION'] as const;
export type OfficerReason = (typeof officerReasons)[number];
/** OVERPAID: the fees became lower. REVIEW: money that a person decided not to take. */
export type RefundReason = 'DOSSIER_ENDED' | 'OVERPAID' | 'REVIEW' | OfficerReason;

export interface Refund {
  readonly refundId: string;
  readonly takingId: string;
  readonly amountVnd: number;
  readonly reasonCode: RefundReason;
  /** AT_BANK: the bank is asked until it answers. AT_DESK: the office hands it out. */
  readonly status: 'AT_BANK' | 'AT_DESK' | 'PAID';
  /** How it goes, or went. */
  readonly way: 'AT_BANK' | 'AT_DESK';
  readonly requestedAt: Date;
  readonly paidAt: Date | null;
  /** Why the bank did not do it; null when it did or was not asked. */
  readonly refusedCode: string | null;
}

export function isUnpaid({ status }: Refund): boolean {
  return status !== 'PAID';
}

/** The bank takes one request for each transaction; what it did not take there goes out at the desk. */
export function wayOf({ method, refundedVnd }: Taking): 'AT_BANK' | 'AT_DESK' {
  return method === 'VNPAY' && refundedVnd === 0 ? 'AT_BANK' : 'AT_DESK';
}

type RefundFact = PaymentFactOf<'RefundRequested' | 'RefundMovedToDesk' | 'RefundPaid'>;

export function nextRefunds(refunds: readonly Refund[], fact: RefundFact): readonly Refund[] {
  if (fact.type === 'RefundRequested') {
    const { refundId, takingId, amountVnd, reasonCode, way, requestedAt } = fact;
    const requested = { refundId, takingId, amountVnd, reasonCode, way, requestedAt };
    return [...refunds, { ...requested, status: way, paidAt: null, refusedCode: null }];
  }
  return refunds.map((refund) => {
    if (refund.refundId !== fact.refundId) return refund;
    return fact.type === 'RefundPaid'
      ? { ...refund, status: 'PAID', paidAt: fact.paidAt }
      : { ...refund, status: 'AT_DESK', way: 'AT_DESK', refusedCode: fact.refusedCode };
  });
}
