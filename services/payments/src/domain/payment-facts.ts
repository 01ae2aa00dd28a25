/** What happens to a payment, in the words it is stored in. */
import type { AttemptMethod, ReviewReason } from './attempt.js';
import type { Exemption } from './exemption.js';
import type { Entry } from './ledger.js';
import type { RefundReason } from './refund.js';
import type { Ending, RefundRule } from './refund-rule.js';

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

export type PaymentMethod = 'NOTHING_DUE' | AttemptMethod | 'CASH';

/** TAKE: it counts towards what is owed. NOTHING_CAME: the bank says, outside its programs, that it holds nothing. */
export type ReviewDecision = 'TAKE' | 'GIVE_BACK' | 'NOTHING_CAME';

export type PaymentFact = AssessmentFact | AttemptFact | ReviewFact | MoneyFact | ReceiptFact | EndingFact;

type AssessmentFact =
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
      readonly type: 'FeesReassessed';
      readonly items: readonly PaymentItem[];
      readonly amountVnd: number;
      readonly at: Date;
      readonly entries: readonly Entry[];
    }
  /** Somebody proved that a fee is not theirs to pay; `items` are what is left. */
  | ({
      readonly type: 'ExemptionGranted';
      readonly items: readonly PaymentItem[];
      readonly amountVnd: number;
      readonly entries: readonly Entry[];
    } & Exemption)
  | {
      readonly type: 'PaymentSettled';
      readonly method: PaymentMethod;
      readonly items: readonly PaymentItem[];
      readonly settledAt: Date;
    }
  | { readonly type: 'OfficeChanged'; readonly officeId: string };

type AttemptFact =
  | {
      readonly type: 'AttemptStarted';
      readonly attemptId: string;
      readonly referenceBase: string;
      readonly method: AttemptMethod;
      readonly amountVnd: number;
      readonly startedAt: Date;
      readonly expiresAt: Date;
    }
  | {
      readonly type: 'AttemptSucceeded';
      readonly attemptId: string;
      readonly transactionNo: string;
      readonly paidAt: Date;
      readonly receivedVnd: number;
      readonly entries: readonly Entry[];
    }
  | { readonly type: 'AttemptFailed'; readonly attemptId: string; readonly reasonCode: string }
  | { readonly type: 'AttemptExpired'; readonly attemptId: string };

type ReviewFact =
  | {
      readonly type: 'AttemptPutUnderReview';
      readonly attemptId: string;
      readonly reasonCode: ReviewReason;
      readonly since: Date;
      readonly transactionNo: string;
      /** What the bank says it took; 0 and no entries while it is not sure. */
      readonly receivedVnd: number;
      readonly entries: readonly Entry[];
    }
  | {
      readonly type: 'ReviewResolved';
      readonly attemptId: string;
      readonly decision: ReviewDecision;
      readonly transactionNo: string;
      readonly receivedVnd: number;
      readonly resolvedAt: Date;
      readonly entries: readonly Entry[];
    };

type MoneyFact =
  | {
      readonly type: 'CashTaken';
      readonly takingId: string;
      readonly receivedVnd: number;
      readonly takenAt: Date;
      readonly entries: readonly Entry[];
    }
  /** The office gives up a part of what it claimed. */
  | { readonly type: 'ClaimReduced'; readonly amountVnd: number; readonly entries: readonly Entry[] }
  | {
      readonly type: 'RefundRequested';
      readonly refundId: string;
      readonly takingId: string;
      readonly amountVnd: number;
      readonly reasonCode: RefundReason;
      readonly way: 'AT_BANK' | 'AT_DESK';
      readonly requestedAt: Date;
      readonly entries: readonly Entry[];
    }
  | { readonly type: 'RefundMovedToDesk'; readonly refundId: string; readonly refusedCode: string }
  | {
      readonly type: 'RefundPaid';
      readonly refundId: string;
      readonly amountVnd: number;
      readonly paidAt: Date;
      readonly entries: readonly Entry[];
    };

/** A receipt for one taking; its number has no neighbour that is missing. */
interface ReceiptFact {
  readonly type: 'ReceiptIssued';
  readonly receiptId: string;
  readonly takingId: string;
  readonly form: string;
  readonly series: string;
  readonly number: number;
  readonly officeId: string;
  readonly amountVnd: number;
  /** What it was for, where it was all of it; empty where it was a part. */
  readonly items: readonly PaymentItem[];
  readonly issuedAt: Date;
}

type EndingFact =
  | {
      readonly type: 'DossierEnded';
      readonly ending: Ending;
      readonly refundRule: RefundRule;
      readonly endedAt: Date;
      /** What is no longer claimed. */
      readonly entries: readonly Entry[];
    }
  | {
      readonly type: 'PaymentConcluded';
      readonly outcome: ConcludedOutcome;
      readonly receivedVnd: number;
      readonly refundVnd: number;
      readonly concludedAt: Date;
    };

export type ConcludedOutcome = 'NOTHING_PAID' | 'REFUNDED' | 'KEPT';

export type PaymentFactOf<Type extends PaymentFact['type']> = Extract<PaymentFact, { readonly type: Type }>;
