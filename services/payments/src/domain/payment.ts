/** Fee and postage of one dossier are one payment, tried at the bank as often as it takes (Luật Phí và lệ phí 97/2015/QH13). */
import type { Aggregate } from '@motcua/service-kit/pure';
import type { Attempt, ReviewReason } from './attempt.js';
import type { Exemption } from './exemption.js';
import { evolveOwed } from './evolve-owed.js';
import { noBalances, type Balances } from './ledger.js';
import type {
  ConcludedOutcome,
  PaidDossier,
  PaymentFact,
  PaymentFactOf,
  PaymentItem,
  PaymentMethod,
  Postage,
} from './payment-facts.js';
import type { Receipt } from './receipt.js';
import type { Refund } from './refund.js';
import type { Ending } from './refund-rule.js';
import type { Taking } from './taking.js';
import { transitions } from './transitions.js';

/** What a payment has once everything is known. */
export interface Owed extends PaidDossier {
  readonly items: readonly PaymentItem[];
  readonly exemptions: readonly Exemption[];
  readonly amountVnd: number;
  readonly dueSince: Date | null;
  /** First part of every reference told to the bank; null before the first attempt. */
  readonly referenceBase: string | null;
  readonly attempts: readonly Attempt[];
  /** Since when an attempt at the bank's page has no outcome, so that the bank is asked; null when every one has. */
  readonly openSince: Date | null;
  /** Since when a transfer is waited for; null when none is. */
  readonly transferSince: Date | null;
  readonly takings: readonly Taking[];
  readonly refunds: readonly Refund[];
  readonly receipts: readonly Receipt[];
  /** Since when money came in that has no receipt; null when all of it has. */
  readonly receiptSince: Date | null;
  /** Since when the bank is to give money back; null when it is not. */
  readonly refundSince: Date | null;
  /** Since when a person has to do something about the money: a review, a refund to hand out; null when nobody has. */
  readonly handleSince: Date | null;
  readonly balances: Balances;
}

export type Payment =
  | { readonly status: 'NONE' }
  | { readonly status: 'AWAITING_FEES'; readonly postage: Postage }
  | ({ readonly status: 'AWAITING_POSTAGE'; readonly items: readonly PaymentItem[] } & PaidDossier)
  | ({ readonly status: 'DUE' } & Owed)
  | ({ readonly status: 'SETTLED'; readonly settledAt: Date; readonly method: PaymentMethod } & Owed)
  | ({ readonly status: 'UNDER_REVIEW'; readonly since: Date; readonly reasonCode: ReviewReason } & Owed)
  /** The dossier ended without a result: what is open is watched to its end, what came in goes back. */
  | ({ readonly status: 'CLOSING'; readonly ending: Ending; readonly endedAt: Date } & Owed)
  | ({ readonly status: 'CONCLUDED'; readonly outcome: ConcludedOutcome; readonly concludedAt: Date } & Owed);

export type OwedPayment = Extract<Payment, Owed>;

/** The one item that is no fee. */
export const postageKey = 'postage';

export const paymentAggregate: Aggregate<Payment, PaymentFact> = {
  name: 'payments',
  initial: { status: 'NONE' },
  evolve,
};

function evolve(payment: Payment, fact: PaymentFact): Payment {
  const leadsTo = transitions[payment.status][fact.type];
  if (leadsTo === undefined) throw misplaced(payment, fact);
  const next = apply(payment, fact);
  if (!leadsTo.includes(next.status))
    throw new Error(`${fact.type} cannot lead from ${payment.status} to ${next.status}`);
  return next;
}

function apply(payment: Payment, fact: PaymentFact): Payment {
  if (fact.type === 'FeesAssessed') return { status: 'AWAITING_POSTAGE', ...dossierOf(fact), items: fact.items };
  if (fact.type === 'PostageAdded') return afterPostage(payment, fact);
  if (isOwed(payment)) return evolveOwed(payment, fact);
  if (payment.status === 'AWAITING_POSTAGE') return afterWaiting(payment, fact);
  throw misplaced(payment, fact);
}

function afterPostage(payment: Payment, { amountVnd, tariffId }: PaymentFactOf<'PostageAdded'>): Payment {
  return payment.status === 'AWAITING_POSTAGE'
    ? payment
    : { status: 'AWAITING_FEES', postage: { amountVnd, tariffId } };
}

function afterWaiting(payment: Extract<Payment, { status: 'AWAITING_POSTAGE' }>, fact: PaymentFact): Payment {
  if (fact.type === 'FeesReassessed') return { ...payment, items: fact.items };
  if (fact.type === 'OfficeChanged') return { ...payment, officeId: fact.officeId };
  const items = fact.type === 'PaymentFellDue' || fact.type === 'PaymentSettled' ? fact.items : payment.items;
  return evolveOwed(owedFrom(payment, items), fact);
}

/** Fees and postage are known here, whether or not they add up to anything. */
export function isOwed(payment: Payment): payment is OwedPayment {
  return 'balances' in payment;
}

function owedFrom(dossier: PaidDossier, items: readonly PaymentItem[]): OwedPayment {
  const amountVnd = items.reduce((sum, { totalVnd }) => sum + totalVnd, 0);
  const nothingYet = {
    exemptions: [],
    dueSince: null,
    referenceBase: null,
    attempts: [],
    openSince: null,
    transferSince: null,
    balances: noBalances,
  };
  const noMoney = { takings: [], receipts: [], receiptSince: null, refunds: [], refundSince: null, handleSince: null };
  return { status: 'DUE', ...dossierOf(dossier), items, amountVnd, ...nothingYet, ...noMoney };
}

export function dossierOf({ dossierId, dossierCode, officeId, applicantKey }: PaidDossier): PaidDossier {
  return { dossierId, dossierCode, officeId, applicantKey };
}

function misplaced(payment: Payment, fact: PaymentFact): Error {
  return new Error(`${fact.type} cannot follow in state ${payment.status}`);
}
