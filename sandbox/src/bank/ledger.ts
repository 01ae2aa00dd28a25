import { createJournal, type Journal } from '../journal.js';

/** What happened at the bank, for whoever compares it with the platform. Money that moved is `charged`. */
export type LedgerEntry = LedgerPayment | LedgerRefund | LedgerTransfer;

export interface LedgerPayment {
  readonly id: string;
  readonly kind: 'PAYMENT';
  readonly txnRef: string;
  readonly transactionNo: string;
  readonly orderInfo: string;
  readonly amountVnd: number;
  readonly outcome: string;
  readonly charged: boolean;
  readonly responseCode: string;
  readonly transactionStatus: string;
  readonly at: string;
  readonly callbacks: readonly CallbackAttempt[];
}

export interface LedgerRefund {
  readonly id: string;
  readonly kind: 'REFUND';
  readonly txnRef: string;
  readonly transactionNo: string;
  readonly requestId: string;
  readonly amountVnd: number;
  readonly createdBy: string;
  readonly at: string;
}

/** Somebody's transfer to the merchant's account. */
export interface LedgerTransfer {
  readonly id: string;
  readonly kind: 'TRANSFER';
  /** The text that came with it. */
  readonly txnRef: string;
  readonly transactionNo: string;
  readonly amountVnd: number;
  readonly at: string;
}

/** One call of the merchant: its RspCode, or why there was none. */
export interface CallbackAttempt {
  readonly at: string;
  readonly answered: string;
}

export type Ledger = Journal<LedgerEntry>;

export function createLedger(onChange: () => void): Ledger {
  return createJournal<LedgerEntry>({ limit: 1_000, onChange });
}
