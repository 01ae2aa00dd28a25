/** Asks VNPAY what became of an attempt (`querydr`); an answer counts only with its checksum. */
import type { BankReport } from '../domain/bank-report.js';
import type { Attempt } from '../domain/attempt.js';
import { newRequestId, postToVnpay, readSigned } from './vnpay-api.js';
import { toVnd } from './vnpay-callback.js';
import { toOutcome } from './vnpay-codes.js';
import type { VnpaySettings } from './vnpay.js';
import { hmacSha512, toSignedLine } from './vnpay-signature.js';
import { parseBankTime, toBankTime } from './vnpay-time.js';

export type AskedAttempt = Pick<Attempt, 'attemptId' | 'startedAt'>;

/** The order in which an answer is signed. */
const answerFields = [
  ...['ResponseId', 'Command', 'ResponseCode', 'Message', 'TmnCode', 'TxnRef', 'Amount', 'BankCode', 'PayDate'],
  ...['TransactionNo', 'TransactionType', 'TransactionStatus', 'OrderInfo', 'PromotionCode', 'PromotionAmount'],
];

/** Null when the bank did not answer, or not so that we may believe it: then nothing is known and it is asked again. */
export async function askVnpay(settings: VnpaySettings, attempt: AskedAttempt, at: Date): Promise<BankReport | null> {
  const answer = await postToVnpay(settings.apiUrl, toQuestion(settings, attempt, at));
  return answer === null ? null : readAnswer(answer, settings.hashSecret, attempt.attemptId);
}

export function toQuestion(
  settings: VnpaySettings,
  { attemptId, startedAt }: AskedAttempt,
  at: Date,
): Readonly<Record<string, string>> {
  const unsigned = {
    vnp_RequestId: newRequestId(attemptId, at),
    vnp_Version: '2.1.0',
    vnp_Command: 'querydr',
    vnp_TmnCode: settings.tmnCode,
    vnp_TxnRef: attemptId,
    vnp_TransactionDate: toBankTime(startedAt),
    vnp_CreateDate: toBankTime(at),
    vnp_IpAddr: settings.ipAddress,
    vnp_OrderInfo: `Truy van ${attemptId}`,
  };
  return { ...unsigned, vnp_SecureHash: hmacSha512(settings.hashSecret, toSignedLine(Object.values(unsigned))) };
}

export function readAnswer(body: unknown, secret: string, attemptId: string): BankReport | null {
  const answer = readSigned(body, secret, answerFields);
  if (answer?.('TxnRef') !== attemptId) return null;
  if (answer('ResponseCode') === '91') return { attemptId, amountVnd: null, outcome: { kind: 'NOT_FOUND' } };
  if (answer('ResponseCode') !== '00') return null;
  return {
    attemptId,
    amountVnd: toVnd(answer('Amount')),
    outcome: toOutcome({
      response: '00',
      status: answer('TransactionStatus'),
      transactionNo: answer('TransactionNo'),
      paidAt: parseBankTime(answer('PayDate')),
    }),
  };
}
