/** What the bank says about one attempt, by its signed callback or in answer to our question. */

export type BankOutcome =
  /** The bank took the money. */
  | { readonly kind: 'PAID'; readonly transactionNo: string; readonly paidAt: Date | null }
  | { readonly kind: 'FAILED'; readonly reasonCode: string }
  /** Debited, but the bank itself is not sure. */
  | { readonly kind: 'SUSPECT'; readonly transactionNo: string }
  /** The bank knows the attempt and has not finished it. */
  | { readonly kind: 'UNFINISHED' }
  /** The bank never saw the attempt; only an answer to a question says so. */
  | { readonly kind: 'NOT_FOUND' };

export interface BankReport {
  readonly attemptId: string;
  /** Null when it is not a whole number of đồng, or not told. */
  readonly amountVnd: number | null;
  readonly outcome: BankOutcome;
}

/** What is answered to a callback, in the order in which the bank wants it checked. */
export type Verdict = 'UNKNOWN_REFERENCE' | 'WRONG_AMOUNT' | 'ALREADY_FINAL' | 'RECORDED';
