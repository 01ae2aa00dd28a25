/** Fee and postage of one dossier are one payment, tried at the bank as often as it takes (Luật Phí và lệ phí 97/2015/QH13). */
import type { Aggregate } from '@motcua/service-kit/pure';
import { addEntries, noBalances, type Balances, type Entry } from './ledger.js';
import { closeAttempt, isOpen, type Attempt, type ReviewReason } from './attempt.js';

export interface PaymentItem {
  readonly key: string;
  readonly nameVi: string;
  readonly nameEn: string | null;
  readonly amountVnd: number;
  readonly quantity: number;
  readonly totalVnd: number;
}

/** The dossier as far as money needs to know it; nothing personal. */
export interface PaidDossier {
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly officeId: string;
  readonly applicantKey: string;
}

export interface Postage {
  readonly amountVnd: number;
  readonly tariffId: string;
}

export type PaymentMethod = 'NOTHING_DUE' | 'VNPAY';

/** What a payment has once everything is known. */
interface Owed extends PaidDossier {
  readonly items: readonly PaymentItem[];
  readonly amountVnd: number;
  readonly dueSince: Date | null;
  /** First part of every reference told to the bank; null before the first attempt. */
  readonly referenceBase: string | null;
  readonly attempts: readonly Attempt[];
  /** Since when an attempt has no outcome, so that the bank is asked about it; null when every attempt has one. */
  readonly openSince: Date | null;
  readonly balances: Balances;
}

export type Payment =
  | { readonly status: 'NONE' }
  | { readonly status: 'AWAITING_FEES'; readonly postage: Postage }
  | ({ readonly status: 'AWAITING_POSTAGE'; readonly items: readonly PaymentItem[] } & PaidDossier)
  | ({ readonly status: 'DUE' } & Owed)
  | ({ readonly status: 'SETTLED'; readonly settledAt: Date; readonly method: PaymentMethod } & Owed)
  | ({ readonly status: 'UNDER_REVIEW'; readonly since: Date; readonly reasonCode: ReviewReason } & Owed);

export type OwedPayment = Extract<Payment, Owed>;

export type PaymentFact =
  | ({ readonly type: 'FeesAssessed'; readonly items: readonly PaymentItem[] } & PaidDossier)
  | ({ readonly type: 'PostageAdded' } & Postage)
  | {
      readonly type: 'PaymentFellDue';
      readonly items: readonly PaymentItem[];
      readonly amountVnd: number;
      readonly dueSince: Date;
      readonly entries: readonly Entry[];
    }
  | {
      readonly type: 'AttemptStarted';
      readonly attemptId: string;
      readonly referenceBase: string;
      readonly amountVnd: number;
      readonly startedAt: Date;
      readonly expiresAt: Date;
    }
  | {
      readonly type: 'AttemptSucceeded';
      readonly attemptId: string;
      readonly transactionNo: string;
      readonly paidAt: Date;
      readonly entries: readonly Entry[];
    }
  | { readonly type: 'AttemptFailed'; readonly attemptId: string; readonly reasonCode: string }
  | { readonly type: 'AttemptExpired'; readonly attemptId: string }
  | {
      readonly type: 'AttemptPutUnderReview';
      readonly attemptId: string;
      readonly reasonCode: ReviewReason;
      readonly since: Date;
      readonly transactionNo: string;
      /** What the bank says it took; empty while it is not sure. */
      readonly entries: readonly Entry[];
    }
  | {
      readonly type: 'PaymentSettled';
      readonly method: PaymentMethod;
      readonly items: readonly PaymentItem[];
      readonly settledAt: Date;
    };

export type PaymentFactOf<Type extends PaymentFact['type']> = Extract<PaymentFact, { readonly type: Type }>;

/** Which fact may follow in which state; a fact that is not listed would be a fault of ours. */
export const transitions: Readonly<Record<Payment['status'], readonly PaymentFact['type'][]>> = {
  NONE: ['FeesAssessed', 'PostageAdded'],
  AWAITING_FEES: ['FeesAssessed'],
  AWAITING_POSTAGE: ['PostageAdded', 'PaymentFellDue', 'PaymentSettled'],
  DUE: [
    ...(['AttemptStarted', 'AttemptSucceeded', 'AttemptFailed', 'AttemptExpired', 'AttemptPutUnderReview'] as const),
    'PaymentSettled',
  ],
  SETTLED: ['AttemptPutUnderReview'],
  UNDER_REVIEW: ['AttemptFailed', 'AttemptExpired', 'AttemptPutUnderReview'],
};

export const paymentAggregate: Aggregate<Payment, PaymentFact> = {
  name: 'payments',
  initial: { status: 'NONE' },
  evolve,
};

function evolve(payment: Payment, fact: PaymentFact): Payment {
  if (!transitions[payment.status].includes(fact.type)) throw misplaced(payment, fact);
  switch (fact.type) {
    case 'FeesAssessed':
      return { status: 'AWAITING_POSTAGE', ...dossierOf(fact), items: fact.items };
    case 'PostageAdded':
      return payment.status === 'AWAITING_POSTAGE'
        ? payment
        : { status: 'AWAITING_FEES', postage: { amountVnd: fact.amountVnd, tariffId: fact.tariffId } };
    case 'PaymentFellDue':
    case 'PaymentSettled':
      return owe(payment, fact);
    case 'AttemptStarted':
    case 'AttemptSucceeded':
    case 'AttemptFailed':
    case 'AttemptExpired':
    case 'AttemptPutUnderReview':
      return isOwed(payment) ? evolveAttempts(payment, fact) : payment;
  }
}

function owe(payment: Payment, fact: PaymentFactOf<'PaymentFellDue' | 'PaymentSettled'>): Payment {
  const owed = payment.status === 'AWAITING_POSTAGE' ? owedFrom(payment, fact.items) : payment;
  if (!isOwed(owed)) throw misplaced(payment, fact);
  if (fact.type === 'PaymentSettled') {
    return { ...withoutStatus(owed), status: 'SETTLED', settledAt: fact.settledAt, method: fact.method };
  }
  const balances = addEntries(owed.balances, fact.entries);
  return { ...withoutStatus(owed), status: 'DUE', dueSince: fact.dueSince, amountVnd: fact.amountVnd, balances };
}

type AttemptFact = PaymentFactOf<
  'AttemptStarted' | 'AttemptSucceeded' | 'AttemptFailed' | 'AttemptExpired' | 'AttemptPutUnderReview'
>;

function evolveAttempts(payment: OwedPayment, fact: AttemptFact): Payment {
  const attempts = closeAttempt(payment.attempts, fact);
  const balances = 'entries' in fact ? addEntries(payment.balances, fact.entries) : payment.balances;
  const referenceBase = fact.type === 'AttemptStarted' ? fact.referenceBase : payment.referenceBase;
  const next = { ...payment, attempts, balances, referenceBase, openSince: attempts.find(isOpen)?.startedAt ?? null };
  if (fact.type !== 'AttemptPutUnderReview' || next.status !== 'DUE') return next;
  return { ...withoutStatus(next), status: 'UNDER_REVIEW', since: fact.since, reasonCode: fact.reasonCode };
}

/** Fees and postage are known here, whether or not they add up to anything. */
export function isOwed(payment: Payment): payment is OwedPayment {
  return payment.status === 'DUE' || payment.status === 'SETTLED' || payment.status === 'UNDER_REVIEW';
}

function owedFrom(dossier: PaidDossier, items: readonly PaymentItem[]): OwedPayment {
  const amountVnd = items.reduce((sum, { totalVnd }) => sum + totalVnd, 0);
  const nothingYet = { dueSince: null, referenceBase: null, attempts: [], openSince: null, balances: noBalances };
  return { status: 'DUE', ...dossierOf(dossier), items, amountVnd, ...nothingYet };
}

function withoutStatus({
  items,
  amountVnd,
  dueSince,
  referenceBase,
  attempts,
  openSince,
  balances,
  ...rest
}: OwedPayment): Owed {
  return { ...dossierOf(rest), items, amountVnd, dueSince, referenceBase, attempts, openSince, balances };
}

export function dossierOf({ dossierId, dossierCode, officeId, applicantKey }: PaidDossier): PaidDossier {
  return { dossierId, dossierCode, officeId, applicantKey };
}

function misplaced(payment: Payment, fact: PaymentFact): Error {
  return new Error(`${fact.type} cannot follow in state ${payment.status}`);
}
