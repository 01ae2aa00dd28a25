/** What a word of the bank means for a payment: the only way a payment is settled by money. */
import { unfinishedGraceMs, type Attempt, type ReviewReason } from './attempt.js';
import type { BankOutcome, BankReport, Verdict } from './bank-report.js';
import { withConsequences } from './consequences.js';
import { bookPaid, bookSuspense } from './ledger.js';
import { isOwed, type OwedPayment, type Payment } from './payment.js';
import type { PaymentFact } from './payment-facts.js';

export interface Judgement {
  readonly verdict: Verdict;
  readonly facts: readonly PaymentFact[];
}

/**
 * The bank's order: unknown reference, wrong amount, already final, recorded. One departure: a success the bank reports
 * after it reported a failure is answered "already final" and still put under review, because somebody's money is there.
 */
export function judgeReport(payment: Payment, report: BankReport, at: Date): Judgement {
  const { verdict, facts } = judge(payment, report, at);
  return { verdict, facts: withConsequences(payment, facts, at) };
}

function judge(payment: Payment, report: BankReport, at: Date): Judgement {
  const attempt = isOwed(payment)
    ? payment.attempts.find(({ attemptId }) => attemptId === report.attemptId)
    : undefined;
  if (!isOwed(payment) || attempt === undefined) return { verdict: 'UNKNOWN_REFERENCE', facts: [] };
  if (report.amountVnd !== attempt.amountVnd && tellsAmount(report.outcome)) {
    return { verdict: 'WRONG_AMOUNT', facts: wrongAmount(attempt, report, at) };
  }
  switch (attempt.status) {
    case 'SUCCEEDED':
    case 'UNDER_REVIEW':
    case 'GIVEN_BACK':
      return { verdict: 'ALREADY_FINAL', facts: [] };
    case 'FAILED':
      return { verdict: 'ALREADY_FINAL', facts: lateMoney(attempt, report, at) };
    case 'EXPIRED':
      return { verdict: 'RECORDED', facts: lateMoney(attempt, report, at) };
    case 'STARTED':
      return { verdict: 'RECORDED', facts: concludeOpen(payment, attempt, report, at) };
  }
}

/** Only a bank that knows the attempt can name its amount. */
function tellsAmount({ kind }: BankOutcome): boolean {
  return kind !== 'NOT_FOUND';
}

function wrongAmount(attempt: Attempt, report: BankReport, at: Date): readonly PaymentFact[] {
  switch (attempt.status) {
    case 'STARTED':
      return [review(attempt, 'WRONG_AMOUNT', report, at)];
    case 'FAILED':
    case 'EXPIRED':
      return report.outcome.kind === 'PAID' ? [review(attempt, 'WRONG_AMOUNT', report, at)] : [];
    case 'SUCCEEDED':
    case 'UNDER_REVIEW':
    case 'GIVEN_BACK':
      return [];
  }
}

function concludeOpen(payment: OwedPayment, attempt: Attempt, report: BankReport, at: Date): readonly PaymentFact[] {
  const { outcome } = report;
  switch (outcome.kind) {
    case 'PAID':
      return mayStillCount(payment) && !isLate(attempt, outcome.paidAt, at)
        ? [succeed(attempt, outcome, at)]
        : [review(attempt, 'LATE_SUCCESS', report, at)];
    case 'SUSPECT':
      return [review(attempt, 'SUSPECT', report, at)];
    case 'FAILED':
      return [{ type: 'AttemptFailed', attemptId: attempt.attemptId, reasonCode: outcome.reasonCode }];
    case 'NOT_FOUND':
      return isOver(attempt, at, 0) ? [{ type: 'AttemptExpired', attemptId: attempt.attemptId }] : [];
    case 'UNFINISHED':
      return isOver(attempt, at, unfinishedGraceMs) ? [{ type: 'AttemptExpired', attemptId: attempt.attemptId }] : [];
  }
}

/** Money for a dossier that ended is taken as what it is, and goes back by itself. */
function mayStillCount({ status }: OwedPayment): boolean {
  return status === 'DUE' || status === 'CLOSING';
}

function succeed(
  { attemptId, amountVnd }: Attempt,
  { transactionNo, paidAt }: Extract<BankOutcome, { kind: 'PAID' }>,
  at: Date,
): PaymentFact {
  const entries = bookPaid(amountVnd, 'BANK_CLEARING');
  return { type: 'AttemptSucceeded', attemptId, transactionNo, paidAt: paidAt ?? at, receivedVnd: amountVnd, entries };
}

/** Money for an attempt that was over: a person decides what becomes of it. */
function lateMoney(attempt: Attempt, report: BankReport, at: Date): readonly PaymentFact[] {
  switch (report.outcome.kind) {
    case 'PAID':
      return [review(attempt, 'LATE_SUCCESS', report, at)];
    case 'SUSPECT':
      return [review(attempt, 'SUSPECT', report, at)];
    case 'FAILED':
    case 'UNFINISHED':
    case 'NOT_FOUND':
      return [];
  }
}

function review(
  { attemptId }: Attempt,
  reasonCode: ReviewReason,
  { outcome, amountVnd }: BankReport,
  since: Date,
): PaymentFact {
  const transactionNo = outcome.kind === 'PAID' || outcome.kind === 'SUSPECT' ? outcome.transactionNo : '';
  // Booked only when the bank is sure that it holds the money; a suspect debit may still be undone.
  const receivedVnd = outcome.kind === 'PAID' ? (amountVnd ?? 0) : 0;
  const entries = receivedVnd > 0 ? bookSuspense(receivedVnd) : [];
  return { type: 'AttemptPutUnderReview', attemptId, reasonCode, since, transactionNo, receivedVnd, entries };
}

/** Late by our clock, unless the bank says that it took the money in time and only told us late. */
function isLate({ expiresAt }: Attempt, paidAt: Date | null, at: Date): boolean {
  return at > expiresAt && (paidAt === null || paidAt > expiresAt);
}

function isOver({ expiresAt }: Attempt, at: Date, graceMs: number): boolean {
  return at.getTime() >= expiresAt.getTime() + graceMs;
}
