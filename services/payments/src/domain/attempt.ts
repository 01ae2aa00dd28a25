/** One try to pay a payment at the bank: it ends by the bank's word, or by a person's where the bank's is not enough. */
import type { PaymentFactOf } from './payment-facts.js';

/** LATE_SUCCESS: paid after the attempt was over. WRONG_AMOUNT: not what we asked for. SUSPECT: the bank's code 07. */
export type ReviewReason = 'LATE_SUCCESS' | 'WRONG_AMOUNT' | 'SUSPECT';
export type AttemptMethod = 'VNPAY' | 'VIETQR';

interface Tried {
  /** The reference told to the bank, e.g. `P2611230000001A1`. */
  readonly attemptId: string;
  readonly method: AttemptMethod;
  readonly amountVnd: number;
  readonly startedAt: Date;
  readonly expiresAt: Date;
}

export type Attempt =
  | ({ readonly status: 'STARTED' } & Tried)
  | ({ readonly status: 'SUCCEEDED'; readonly transactionNo: string; readonly paidAt: Date } & Tried)
  | ({ readonly status: 'FAILED'; readonly reasonCode: string } & Tried)
  | ({ readonly status: 'EXPIRED' } & Tried)
  | ({
      readonly status: 'UNDER_REVIEW';
      readonly since: Date;
      readonly reasonCode: ReviewReason;
      readonly transactionNo: string;
    } & Tried)
  | ({ readonly status: 'GIVEN_BACK'; readonly transactionNo: string } & Tried);

/** How long the bank's page may be used, and how long a transfer with a QR code is waited for. */
export const attemptLifetimeMs: Readonly<Record<AttemptMethod, number>> = {
  VNPAY: 15 * 60_000,
  VIETQR: 24 * 3_600_000,
};
/** When a callback is overdue and the bank is asked. */
export const askAfterMs = 5 * 60_000;
/** How long after the end of an attempt the bank may still say "not finished" before the attempt counts as expired. */
export const unfinishedGraceMs = 10 * 60_000;

export function isOpen(attempt: Attempt): boolean {
  return attempt.status === 'STARTED';
}

/** Open in a way that can be asked about: a transfer is only seen in the statement. */
export function isOpenBy(method: AttemptMethod): (attempt: Attempt) => boolean {
  return (attempt) => isOpen(attempt) && attempt.method === method;
}

export function isUnderReview(attempt: Attempt): boolean {
  return attempt.status === 'UNDER_REVIEW';
}

export type AttemptFact = PaymentFactOf<
  | ('AttemptStarted' | 'AttemptSucceeded' | 'AttemptFailed' | 'AttemptExpired' | 'AttemptPutUnderReview')
  | 'ReviewResolved'
>;

/** The attempts after a fact about one of them; a new one goes to the end. */
export function nextAttempts(attempts: readonly Attempt[], fact: AttemptFact): readonly Attempt[] {
  if (fact.type === 'AttemptStarted') {
    const { attemptId, method, amountVnd, startedAt, expiresAt } = fact;
    return [...attempts, { status: 'STARTED', attemptId, method, amountVnd, startedAt, expiresAt }];
  }
  return attempts.map((attempt) => (attempt.attemptId === fact.attemptId ? ended(attempt, fact) : attempt));
}

function ended(
  { attemptId, method, amountVnd, startedAt, expiresAt }: Tried,
  fact: Exclude<AttemptFact, { readonly type: 'AttemptStarted' }>,
): Attempt {
  const tried = { attemptId, method, amountVnd, startedAt, expiresAt };
  switch (fact.type) {
    case 'AttemptSucceeded':
      return { status: 'SUCCEEDED', ...tried, transactionNo: fact.transactionNo, paidAt: fact.paidAt };
    case 'AttemptFailed':
      return { status: 'FAILED', ...tried, reasonCode: fact.reasonCode };
    case 'AttemptExpired':
      return { status: 'EXPIRED', ...tried };
    case 'AttemptPutUnderReview': {
      const { since, reasonCode, transactionNo } = fact;
      return { status: 'UNDER_REVIEW', ...tried, since, reasonCode, transactionNo };
    }
    case 'ReviewResolved':
      return resolved(tried, fact);
  }
}

function resolved(tried: Tried, { decision, transactionNo, resolvedAt }: PaymentFactOf<'ReviewResolved'>): Attempt {
  switch (decision) {
    case 'TAKE':
      return { status: 'SUCCEEDED', ...tried, transactionNo, paidAt: resolvedAt };
    case 'GIVE_BACK':
      return { status: 'GIVEN_BACK', ...tried, transactionNo };
    case 'NOTHING_CAME':
      return { status: 'FAILED', ...tried, reasonCode: 'NOTHING_CAME' };
  }
}
