import {
  derivedId,
  type AggregateStore,
  type Cause,
  type Clock,
  type Log,
  type RequestContext,
  type SignedLinks,
  type Viewer,
} from '@motcua/service-kit';
import type { Reader } from './domain/access.js';
import type { Attempt } from './domain/attempt.js';
import type { BankReport } from './domain/bank-report.js';
import type { Payment } from './domain/payment.js';
import type { PaymentFact } from './domain/payment-facts.js';
import type { BankRefundAnswer } from './domain/desk-decisions.js';
import type { Refund } from './domain/refund.js';
import type { StatementLine } from './domain/statement.js';

/** The bank as this service needs it; providers/vnpay.ts is the one there is. */
export interface Bank {
  /** Where the citizen pays: the same attempt gives the same address. */
  payUrl(attempt: Pick<Attempt, 'attemptId' | 'amountVnd' | 'startedAt' | 'expiresAt'>, language: 'vi' | 'en'): string;
  /** Null unless the bank signed exactly this. */
  readCallback(rawQuery: string): BankReport | null;
  /** Null when nothing certain was answered. */
  ask(attempt: Pick<Attempt, 'attemptId' | 'startedAt'>, at: Date): Promise<BankReport | null>;
  /** Asks the bank to give money back; asked again for the same refund it is still one. Null when nothing certain was answered. */
  refund(order: RefundOrder, at: Date): Promise<BankRefundAnswer | null>;
  /** What it says moved on that day of Vietnam; null when it does not say. */
  statement(day: string): Promise<readonly StatementLine[] | null>;
  /** The text of a QR code for a transfer; null where no account was named for transfers. */
  transferCode(attempt: Pick<Attempt, 'attemptId' | 'amountVnd'>): string | null;
}

/** A refund with the attempt that brought the money. */
export interface RefundOrder {
  readonly refund: Pick<Refund, 'refundId' | 'amountVnd'>;
  readonly attempt: Pick<Attempt, 'attemptId' | 'startedAt'> & {
    readonly transactionNo: string;
    readonly receivedVnd: number;
  };
}

/** What the bank called us with, exactly as it came, before anything was concluded from it. */
export interface CallbackStore {
  keep(rawQuery: string, at: Date): Promise<string>;
  noteAnswer(id: string, code: string, at: Date): Promise<void>;
}

/** The number of this holder in this book, from 1 without gaps; the same whenever it is asked for again. */
export type ReceiptNumbers = (book: string, holder: string) => Promise<number>;

export interface Office {
  readonly officeId: string;
  readonly name: string;
  readonly address: string;
}

export interface Offices {
  keep(office: Office, sequence: number): Promise<void>;
  find(officeId: string): Promise<Office | null>;
}

export interface Context {
  readonly payments: AggregateStore<Payment, PaymentFact>;
  readonly callbacks: CallbackStore;
  /** The next number of that day, from 1; never twice the same. */
  readonly nextReference: (day: string) => Promise<number>;
  /** Refused: REQUEST_ID_REUSED when its id came before with other input. */
  readonly registerRequest: (cause: Cause) => Promise<void>;
  readonly receiptNumbers: ReceiptNumbers;
  readonly offices: Offices;
  readonly links: SignedLinks<'receipt'>;
  readonly bank: Bank;
  readonly clock: Clock;
  readonly log: Log;
}

export type GraphContext = RequestContext<Context>;

/** A citizen is known here only by the key that the dossier's events carry, a guest by what they may open. */
export function readerOf(viewer: Viewer): Reader {
  switch (viewer.kind) {
    case 'citizen':
      return { kind: 'citizen', applicantKey: derivedId('apk', viewer.id) };
    case 'officer':
      return { kind: 'officer', officeId: viewer.officeId, roles: viewer.roles };
    case 'guest':
      return { kind: 'guest', opens: viewer.opens };
    case 'anonymous':
    case 'agency':
    case 'catalogue-admin':
    case 'operator':
      return { kind: 'other' };
  }
}
