/** A receipt (biên lai) for money that came in: form, series, and a number without gaps within its office's book. */
import { dayInVietnam } from '@motcua/vietnam';
import type { OwedPayment } from './payment.js';
import type { PaymentFactOf, PaymentItem } from './payment-facts.js';
import type { Taking } from './taking.js';

export interface Receipt {
  readonly receiptId: string;
  readonly takingId: string;
  readonly form: string;
  readonly series: string;
  readonly number: number;
  /** The office that took the money; another one may have the dossier by now. */
  readonly officeId: string;
  readonly amountVnd: number;
  readonly items: readonly PaymentItem[];
  readonly issuedAt: Date;
}

/** One row of numbers: an office's receipts of a year. */
export interface ReceiptBook {
  readonly form: string;
  readonly series: string;
  readonly officeId: string;
}

/** Form and series as the rules on printed receipts write them; those of this year's electronic ones are unconfirmed. */
const form = '01BLP0-001';
const mostNumber = 9_999_999;

export function bookOf(officeId: string, receivedAt: Date): ReceiptBook {
  return { form, series: `AA-${dayInVietnam(receivedAt).slice(2, 4)}E`, officeId };
}

/** `01BLP0-001/AA-26E/0000001` */
export function receiptNumber({ form, series, number }: Pick<Receipt, 'form' | 'series' | 'number'>): string {
  return `${form}/${series}/${String(number).padStart(7, '0')}`;
}

/** Who holds a number: the same taking asked for again has the same one. */
export function holderOf({ dossierId }: Pick<OwedPayment, 'dossierId'>, { takingId }: Taking): string {
  return `${dossierId}/${takingId}`;
}

export function withoutReceipt(takings: readonly Taking[], receipts: readonly Receipt[]): readonly Taking[] {
  return takings.filter(
    ({ takingId, standing }) => standing === 'COUNTED' && !receipts.some((receipt) => receipt.takingId === takingId),
  );
}

export function issueReceipt(
  payment: OwedPayment,
  { takingId, book, number }: { readonly takingId: string; readonly book: ReceiptBook; readonly number: number },
  issuedAt: Date,
): readonly PaymentFactOf<'ReceiptIssued'>[] {
  const taking = withoutReceipt(payment.takings, payment.receipts).find((waiting) => waiting.takingId === takingId);
  if (taking === undefined) return [];
  if (!Number.isInteger(number) || number < 1 || number > mostNumber)
    throw new RangeError('a book has 9,999,999 numbers');
  const { dossierId, receipts, items, amountVnd } = payment;
  return [
    {
      type: 'ReceiptIssued',
      receiptId: `${dossierId.replace('dos_', 'rct_')}.${receipts.length + 1}`,
      ...{ takingId, ...book, number },
      amountVnd: taking.receivedVnd,
      items: taking.receivedVnd === amountVnd ? items : [],
      issuedAt,
    },
  ];
}

export function receiptOf({
  receiptId,
  takingId,
  form,
  series,
  number,
  officeId,
  amountVnd,
  items,
  issuedAt,
}: PaymentFactOf<'ReceiptIssued'>): Receipt {
  return { receiptId, takingId, form, series, number, officeId, amountVnd, items, issuedAt };
}

/** Null unless it is shaped as the id of a receipt. */
export function paymentIdOfReceipt(receiptId: string): string | null {
  const found = /^rct_(\w{1,40})\.\d{1,4}$/.exec(receiptId);
  return found?.[1] === undefined ? null : `pay_${found[1]}`;
}
