/** The bank's statement of a day against our books of an office: what fits is counted, what does not is named. */
import type { Attempt } from './attempt.js';
import type { OwedPayment } from './payment.js';
import { boundsOf, type StatementLine } from './statement.js';

export const mismatchCodes = [
  ...(['UNKNOWN_REFERENCE', 'NOT_BOOKED', 'AMOUNT_DIFFERS', 'TWICE_AT_BANK', 'UNDER_REVIEW'] as const),
  ...(['MISSING_AT_BANK', 'REFUND_NOT_BOOKED', 'REFUND_AMOUNT_DIFFERS', 'REFUND_MISSING_AT_BANK'] as const),
] as const;
export type MismatchCode = (typeof mismatchCodes)[number];

export interface Mismatch {
  readonly code: MismatchCode;
  readonly reference: string;
  /** Null where nobody's reference it is. */
  readonly paymentId: string | null;
  readonly bankVnd: number | null;
  readonly bookedVnd: number | null;
}

export interface Reconciliation {
  readonly matchedCount: number;
  readonly matchedVnd: number;
  /** Sums of the day, refunds taken off: what the bank says of this office's references, and what is booked. */
  readonly bankVnd: number;
  readonly bookedVnd: number;
  readonly cashVnd: number;
  readonly mismatches: readonly Mismatch[];
}

export interface Books {
  readonly id: string;
  readonly payment: OwedPayment;
}

export interface DayAtBank {
  readonly day: string;
  readonly lines: readonly StatementLine[];
  /** The days around it: what we booked before midnight the bank may have booked after. */
  readonly around: readonly StatementLine[];
}

export function reconcile({ day, lines, around }: DayAtBank, books: readonly Books[]): Reconciliation {
  const entries = books.flatMap((book) => entriesOf(book, day));
  const byReference = new Map(
    books.flatMap(({ id, payment }) => payment.attempts.map((tried) => [tried.attemptId, id])),
  );
  const known = lines.filter(({ reference }) => byReference.has(reference));
  const judged = [
    ...lines.filter(({ reference }) => !byReference.has(reference)).map(unknownReference),
    ...known.map((line, index) => judgeLine(line, entries, byReference, isRepeated(line, known.slice(0, index)))),
  ];
  const missing = entries
    .filter((entry) => entry.ofDay && ![...lines, ...around].some((line) => isAbout(line, entry)))
    .map(({ kind, reference, paymentId, amountVnd }): Mismatch => {
      const code = kind === 'REFUND' ? 'REFUND_MISSING_AT_BANK' : 'MISSING_AT_BANK';
      return { code, reference, paymentId, bankVnd: null, bookedVnd: amountVnd };
    });
  const matched = judged.filter((judgement) => typeof judgement === 'number');
  return {
    matchedCount: matched.length,
    matchedVnd: matched.reduce((sum, amountVnd) => sum + amountVnd, 0),
    bankVnd: known.reduce((sum, line) => sum + signed(line), 0),
    bookedVnd: entries.filter(({ ofDay }) => ofDay).reduce((sum, entry) => sum + signed(entry), 0),
    cashVnd: cashOf(books, day),
    mismatches: [...judged.filter((judgement) => typeof judgement !== 'number'), ...missing],
  };
}

/** Something we booked as moved at the bank. */
interface Entry {
  readonly kind: 'MONEY' | 'REFUND';
  readonly reference: string;
  readonly paymentId: string;
  readonly amountVnd: number;
  /** Of a transfer, whose reference may be used again; null where the bank takes a reference once. */
  readonly transactionNo: string | null;
  readonly inSuspense: boolean;
  readonly ofDay: boolean;
}

function entriesOf({ id, payment }: Books, day: string): readonly Entry[] {
  const within = isWithin(day);
  const takings = payment.takings
    .filter(({ method }) => method !== 'CASH')
    .map(({ takingId, method, receivedVnd, standing, receivedAt }): Entry => {
      const transactionNo = method === 'VIETQR' ? transactionOf(payment, takingId) : null;
      const about = { reference: takingId, paymentId: id, amountVnd: receivedVnd };
      return {
        kind: 'MONEY',
        ...about,
        transactionNo,
        inSuspense: standing === 'IN_SUSPENSE',
        ofDay: within(receivedAt),
      };
    });
  const refunds = payment.refunds
    .filter(({ way, status }) => way === 'AT_BANK' && status === 'PAID')
    .map(({ takingId, amountVnd, paidAt }): Entry => {
      const about = { reference: takingId, paymentId: id, amountVnd };
      return {
        kind: 'REFUND',
        ...about,
        transactionNo: null,
        inSuspense: false,
        ofDay: paidAt !== null && within(paidAt),
      };
    });
  return [...takings, ...refunds];
}

/** The sum that fits, or what is wrong with the line. */
function judgeLine(
  line: StatementLine,
  entries: readonly Entry[],
  paymentIds: ReadonlyMap<Attempt['attemptId'], string>,
  isSecond: boolean,
): number | Mismatch {
  const booked = entries.find((entry) => isAbout(line, entry));
  const about = {
    reference: line.reference,
    paymentId: paymentIds.get(line.reference) ?? null,
    bankVnd: line.amountVnd,
  };
  const isRefund = line.kind === 'REFUND';
  if (isSecond || isAnother(line, booked))
    return { code: 'TWICE_AT_BANK', ...about, bookedVnd: booked?.amountVnd ?? null };
  if (booked === undefined) return { code: isRefund ? 'REFUND_NOT_BOOKED' : 'NOT_BOOKED', ...about, bookedVnd: null };
  if (booked.amountVnd !== line.amountVnd) {
    return { code: isRefund ? 'REFUND_AMOUNT_DIFFERS' : 'AMOUNT_DIFFERS', ...about, bookedVnd: booked.amountVnd };
  }
  return booked.inSuspense ? { code: 'UNDER_REVIEW', ...about, bookedVnd: booked.amountVnd } : signed(line);
}

/** The same reference in a later transfer: people use a QR code twice. */
function isAnother({ transactionNo }: StatementLine, booked: Entry | undefined): boolean {
  return typeof booked?.transactionNo === 'string' && booked.transactionNo !== transactionNo;
}

function transactionOf({ attempts }: OwedPayment, reference: string): string | null {
  const attempt = attempts.find(({ attemptId }) => attemptId === reference);
  return attempt !== undefined && 'transactionNo' in attempt ? attempt.transactionNo : null;
}

function unknownReference({ reference, amountVnd }: StatementLine): Mismatch {
  return { code: 'UNKNOWN_REFERENCE', reference, paymentId: null, bankVnd: amountVnd, bookedVnd: null };
}

function isRepeated(line: StatementLine, before: readonly StatementLine[]): boolean {
  const isRefund = line.kind === 'REFUND';
  return before.some(({ kind, reference }) => reference === line.reference && (kind === 'REFUND') === isRefund);
}

function isAbout(line: StatementLine, { kind, reference }: Entry): boolean {
  return line.reference === reference && (line.kind === 'REFUND') === (kind === 'REFUND');
}

function signed({ kind, amountVnd }: { readonly kind: string; readonly amountVnd: number }): number {
  return kind === 'REFUND' ? -amountVnd : amountVnd;
}

function cashOf(books: readonly Books[], day: string): number {
  const within = isWithin(day);
  return books
    .flatMap(({ payment }) => payment.takings)
    .filter(({ method, receivedAt }) => method === 'CASH' && within(receivedAt))
    .reduce((sum, { receivedVnd }) => sum + receivedVnd, 0);
}

function isWithin(day: string): (instant: Date) => boolean {
  const { from, until } = boundsOf(day);
  return (instant) => instant >= from && instant < until;
}
