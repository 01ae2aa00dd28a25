/** Money that came in, wherever: what may be given back is counted by it. */
import type { Attempt, AttemptMethod } from './attempt.js';
import type { PaymentFact, PaymentFactOf } from './payment-facts.js';

export interface Taking {
  /** The reference of the attempt, or `cash-<n>`. */
  readonly takingId: string;
  readonly method: AttemptMethod | 'CASH';
  readonly receivedVnd: number;
  /** Promised back or gone back already. */
  readonly refundedVnd: number;
  /** Nothing counts before a person looked at it, or when they sent it back. */
  readonly standing: 'COUNTED' | 'IN_SUSPENSE' | 'GIVEN_BACK';
  readonly receivedAt: Date;
}

export function leftOf({ receivedVnd, refundedVnd }: Taking): number {
  return receivedVnd - refundedVnd;
}

/** What an officer may give back: suspense is resolved, not refunded. */
export function refundableVnd(takings: readonly Taking[]): number {
  return takings.filter(({ standing }) => standing === 'COUNTED').reduce((sum, taking) => sum + leftOf(taking), 0);
}

export function receivedVnd(takings: readonly Taking[]): number {
  return takings.reduce((sum, taking) => sum + taking.receivedVnd, 0);
}

/** The newest money first. */
export function refundedFrom(takings: readonly Taking[]): Taking | undefined {
  return takings.findLast((taking) => taking.standing === 'COUNTED' && leftOf(taking) > 0);
}

/** What came in, after any fact; only some speak of money. */
export function nextTakings({ attempts, takings }: Before, fact: PaymentFact): readonly Taking[] {
  switch (fact.type) {
    case 'CashTaken':
      return [...takings, { ...newTaking(fact.takingId, fact.receivedVnd, fact.takenAt), method: 'CASH' }];
    case 'AttemptSucceeded':
      return [...takings, atBank(attempts, fact, fact.paidAt)];
    case 'AttemptPutUnderReview':
      return fact.receivedVnd === 0
        ? takings
        : [...takings, { ...atBank(attempts, fact, fact.since), standing: 'IN_SUSPENSE' }];
    case 'ReviewResolved':
      return resolve(attempts, takings, fact);
    case 'RefundRequested':
      return takings.map((taking) =>
        taking.takingId === fact.takingId ? { ...taking, refundedVnd: taking.refundedVnd + fact.amountVnd } : taking,
      );
    case 'FeesAssessed':
    case 'PostageAdded':
    case 'PaymentFellDue':
    case 'FeesReassessed':
    case 'ExemptionGranted':
    case 'PaymentSettled':
    case 'OfficeChanged':
    case 'AttemptStarted':
    case 'AttemptFailed':
    case 'AttemptExpired':
    case 'ClaimReduced':
    case 'ReceiptIssued':
    case 'RefundMovedToDesk':
    case 'RefundPaid':
    case 'DossierEnded':
    case 'PaymentConcluded':
      return takings;
  }
}

interface Before {
  readonly attempts: readonly Attempt[];
  readonly takings: readonly Taking[];
}

function resolve(
  attempts: readonly Attempt[],
  takings: readonly Taking[],
  fact: PaymentFactOf<'ReviewResolved'>,
): readonly Taking[] {
  if (fact.decision === 'NOTHING_CAME') return takings;
  const known = takings.some(({ takingId }) => takingId === fact.attemptId);
  const all = known ? takings : [...takings, atBank(attempts, fact, fact.resolvedAt)];
  const standing = fact.decision === 'TAKE' ? 'COUNTED' : 'GIVEN_BACK';
  return all.map((taking) => (taking.takingId === fact.attemptId ? { ...taking, standing } : taking));
}

function atBank(
  attempts: readonly Attempt[],
  { attemptId, receivedVnd }: { readonly attemptId: string; readonly receivedVnd: number },
  receivedAt: Date,
): Taking {
  const method = attempts.find((attempt) => attempt.attemptId === attemptId)?.method ?? 'VNPAY';
  return { ...newTaking(attemptId, receivedVnd, receivedAt), method };
}

const newTaking = (takingId: string, receivedVnd: number, receivedAt: Date) =>
  ({ takingId, receivedVnd, receivedAt, refundedVnd: 0, standing: 'COUNTED' }) as const;
