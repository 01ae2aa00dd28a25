/** What the bank really did with a payment, and what must have become of it at the end of the day. */
export type Fate = 'PAID' | 'FAILED' | 'FAILED_THEN_PAID' | 'WRONG_AMOUNT' | 'SUSPECT' | 'LATE' | 'SILENT';

/** Shares of a thousand. */
const shares: Readonly<Record<Fate, number>> = {
  PAID: 600,
  FAILED: 80,
  FAILED_THEN_PAID: 100,
  WRONG_AMOUNT: 70,
  SUSPECT: 50,
  LATE: 50,
  SILENT: 50,
};

export function fateOf(index: number): Fate {
  let upTo = 0;
  for (const [fate, share] of Object.entries(shares) as [Fate, number][]) {
    upTo += share;
    if (index % 1_000 < upTo) return fate;
  }
  return 'PAID';
}

export interface StormedPayment {
  readonly dossierId: string;
  readonly paymentId: string;
  readonly fate: Fate;
  readonly amountVnd: number;
  /** The attempt the fate is about; the second one where the first failed. */
  readonly reference: string;
}

export interface Outcome {
  readonly status: 'SETTLED' | 'DUE' | 'UNDER_REVIEW';
  /** What the bank holds for us of this payment. */
  readonly heldVnd: number;
  /** Events on `payment.v1`, beside `payment.due`. */
  readonly settled: 0 | 1;
  readonly reviewed: 0 | 1;
}

export const wrongVnd = 1_000;

export function expectedOf({ fate, amountVnd }: StormedPayment): Outcome {
  switch (fate) {
    case 'PAID':
    case 'FAILED_THEN_PAID':
    case 'SILENT':
      return { status: 'SETTLED', heldVnd: amountVnd, settled: 1, reviewed: 0 };
    case 'FAILED':
      return { status: 'DUE', heldVnd: 0, settled: 0, reviewed: 0 };
    case 'WRONG_AMOUNT':
      return { status: 'UNDER_REVIEW', heldVnd: amountVnd + wrongVnd, settled: 0, reviewed: 1 };
    case 'SUSPECT':
      return { status: 'UNDER_REVIEW', heldVnd: 0, settled: 0, reviewed: 1 };
    case 'LATE':
      return { status: 'UNDER_REVIEW', heldVnd: amountVnd, settled: 0, reviewed: 1 };
  }
}
