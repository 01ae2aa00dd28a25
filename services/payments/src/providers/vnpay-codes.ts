/** What VNPAY's codes mean for an attempt; an unlisted code is a failure that may be tried again. */
import type { BankOutcome } from '../domain/bank-report.js';

const responseReasons: Readonly<Record<string, string>> = {
  '05': 'NO_FUNDS',
  '06': 'WRONG_OTP',
  '09': 'NOT_ENROLLED',
  '10': 'WRONG_DETAILS',
  '11': 'TIME_OVER',
  '12': 'ACCOUNT_LOCKED',
  '13': 'WRONG_OTP',
  '24': 'CANCELLED',
  '51': 'NO_FUNDS',
  '65': 'DAILY_LIMIT',
  '75': 'BANK_MAINTENANCE',
  '79': 'WRONG_PASSWORD',
};

export interface BankCodes {
  /** `vnp_ResponseCode` of a callback; '00' for the answer to a question, where that code speaks of the question. */
  readonly response: string;
  /** `vnp_TransactionStatus` */
  readonly status: string;
  readonly transactionNo: string;
  readonly paidAt: Date | null;
}

/** Paid only when both codes say so; 07 (debited, suspect) wherever it stands goes to a person. */
export function toOutcome({ response, status, transactionNo, paidAt }: BankCodes): BankOutcome {
  if (response === '07' || suspectStatuses.has(status)) return { kind: 'SUSPECT', transactionNo };
  if (response !== '00') return { kind: 'FAILED', reasonCode: responseReasons[response] ?? 'FAILED_AT_BANK' };
  if (status === '00') return { kind: 'PAID', transactionNo, paidAt };
  if (status === '01') return { kind: 'UNFINISHED' };
  return { kind: 'FAILED', reasonCode: status === '08' ? 'TIME_OVER' : 'FAILED_AT_BANK' };
}

/** 04 reversed (debited, not successful here), 05 and 06 refund under way, 07 suspect, 09 refund refused: money moved. */
const suspectStatuses: ReadonlySet<string> = new Set(['04', '05', '06', '07', '09']);
