/** What the bank's statement of a day says: money that came in by reference, and money that went back. */

export interface StatementLine {
  readonly lineId: string;
  /** PAYMENT: by the bank's page. TRANSFER: to our account, by its text. */
  readonly kind: 'PAYMENT' | 'TRANSFER' | 'REFUND';
  /** The reference we told the bank; the line's own id for a transfer whose text has none. */
  readonly reference: string;
  readonly transactionNo: string;
  readonly amountVnd: number;
  readonly at: Date;
}

const dayMs = 86_400_000;

/** A day of Vietnam as instants: from, and until but not including. */
export function boundsOf(day: string): { readonly from: Date; readonly until: Date } {
  const from = new Date(`${day}T00:00:00+07:00`);
  return { from, until: new Date(from.getTime() + dayMs) };
}

/** The day so many days later, or earlier. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
