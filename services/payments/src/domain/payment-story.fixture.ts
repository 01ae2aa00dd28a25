/** Payments told as a story, for rule tests: what happened so far, in the domain's own words. */
import { Refusal } from '@motcua/service-kit/pure';
import { assessFees, addPostage, startAttempt, type Assessment } from './decisions.js';
import type { AttemptMethod } from './attempt.js';
import type { BankOutcome, BankReport } from './bank-report.js';
import {
  hearRefundAnswer,
  orderRefund,
  payOutRefund,
  refundsAtBank,
  takeCash,
  type BankRefundAnswer,
} from './desk-decisions.js';
import { endDossier } from './ending.js';
import { grantExemption } from './exemption.js';
import { judgeReport } from './judge-report.js';
import { isOwed, paymentAggregate, type Payment } from './payment.js';
import type { PaymentFact } from './payment-facts.js';
import { reassessFees } from './reassess.js';
import type { Ending, RefundRule } from './refund-rule.js';
import { resolveReview, type ReviewOrder } from './review.js';
import { refundableVnd } from './taking.js';

export const morning = new Date('2026-11-23T01:30:00.000Z');
export const after = (minutes: number): Date => new Date(morning.getTime() + minutes * 60_000);

export const aDossier = {
  dossierId: 'dos_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D',
  dossierCode: 'H26.153-261123-0001',
  officeId: 'off_ha-dong',
  applicantKey: 'apk_APPLICANT',
};

export const copyFee = (quantity: number) => ({
  key: 'extractCopy',
  nameVi: 'Phí cấp bản sao Giấy khai sinh',
  nameEn: null,
  amountVnd: 8_000,
  quantity,
  totalVnd: 8_000 * quantity,
});

export const fees = (quantity: number, byPost: boolean): Assessment => ({
  ...aDossier,
  items: quantity === 0 ? [] : [copyFee(quantity)],
  feeTotalVnd: 8_000 * quantity,
  byPost,
});

export const postage = { amountVnd: 20_000, tariffId: 'sandbox-2026' };

export function evolved(payment: Payment, facts: readonly PaymentFact[]): Payment {
  return facts.reduce((next, fact) => paymentAggregate.evolve(next, fact), payment);
}

export type Happening = (payment: Payment) => readonly PaymentFact[];

export const assessed =
  (quantity: number, byPost = false): Happening =>
  (payment) =>
    assessFees(payment, fees(quantity, byPost), morning);
export const quoted: Happening = (payment) => addPostage(payment, postage, morning);
export const started =
  (at = morning, method: AttemptMethod = 'VNPAY'): Happening =>
  (payment) =>
    startAttempt(payment, { referenceBase: 'P2611230000001', method, at });
export const told =
  (report: BankReport, at: Date): Happening =>
  (payment) =>
    judgeReport(payment, report, at).facts;

export const cash =
  (amountVnd: number, at = after(2)): Happening =>
  (payment) =>
    takeCash(payment, amountVnd, at);
export const ended =
  (ending: Ending, refundRule: RefundRule = 'REFUND', at = after(30)): Happening =>
  (payment) =>
    endDossier(payment, { ending, refundRule, endedAt: at }, at);
export const reassessed =
  (quantity: number, at = after(20)): Happening =>
  (payment) =>
    reassessFees(payment, fees(quantity, false), at);
export const refunded =
  (amountVnd: number, at = after(20)): Happening =>
  (payment) => {
    const expectedBalanceVnd = isOwed(payment) ? refundableVnd(payment.takings) : 0;
    return orderRefund(payment, { amountVnd, expectedBalanceVnd, reasonCode: 'OFFICE_ERROR' }, at);
  };
export const exempted =
  (itemKey = 'extractCopy', at = after(10)): Happening =>
  (payment) =>
    grantExemption(payment, { itemKey, ground: 'POOR', proof: 'SHOWN' }, at);
/** The bank answers about the first refund it was asked for. */
export const bankRefund =
  (answer: BankRefundAnswer, at = after(40)): Happening =>
  (payment) =>
    hearRefundAnswer(payment, refundsAtBank(payment)[0]?.refundId ?? '', answer, at);
export const paidOut =
  (refundId: string, at = after(50)): Happening =>
  (payment) =>
    payOutRefund(payment, refundId, 'CASH_BOX', at);
export const resolved =
  (order: ReviewOrder, at = after(60)): Happening =>
  (payment) =>
    resolveReview(payment, order, at);

/** A payment to which all this happened, in this order. */
export function aPayment(...happenings: readonly Happening[]): Payment {
  return happenings.reduce((payment, happening) => evolved(payment, happening(payment)), paymentAggregate.initial);
}

export const paid = (paidAt: Date | null = null): BankOutcome => ({ kind: 'PAID', transactionNo: '14831393', paidAt });
export const failed: BankOutcome = { kind: 'FAILED', reasonCode: 'CANCELLED' };
export const suspect: BankOutcome = { kind: 'SUSPECT', transactionNo: '14831393' };
export const unfinished: BankOutcome = { kind: 'UNFINISHED' };
export const notFound: BankOutcome = { kind: 'NOT_FOUND' };

export const report = (outcome: BankOutcome, amountVnd: number | null = 28_000, attempt = 1): BankReport => ({
  attemptId: `P2611230000001A${attempt}`,
  amountVnd,
  outcome,
});

/** The code of the refusal that a decision ends with; undefined when it does not refuse. */
export function refusalOf(decide: () => unknown): string | undefined {
  try {
    decide();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
