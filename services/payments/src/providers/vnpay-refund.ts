/** Asks VNPAY to give money back (`refund`): 02 all of an attempt, 03 a part; an answer counts only with its checksum. */
import type { RefundOrder } from '../context.js';
import type { BankRefundAnswer } from '../domain/desk-decisions.js';
import { newRequestId, postToVnpay, readSigned } from './vnpay-api.js';
import { hmacSha512, toSignedLine } from './vnpay-signature.js';
import { toBankTime } from './vnpay-time.js';
import type { VnpaySettings } from './vnpay.js';

/** Null when the bank did not answer, or not so that we may believe it: the same refund is asked for again. */
export async function refundAtVnpay(
  settings: VnpaySettings,
  order: RefundOrder,
  at: Date,
): Promise<BankRefundAnswer | null> {
  const answer = await postToVnpay(settings.apiUrl, toRefundCall(settings, order, at));
  return answer === null ? null : readRefundAnswer(answer, settings.hashSecret, order.attempt.attemptId);
}

export function toRefundCall(
  settings: Pick<VnpaySettings, 'tmnCode' | 'hashSecret' | 'ipAddress'>,
  { refund, attempt }: RefundOrder,
  at: Date,
  { requestId, createdBy } = { requestId: newRequestId(refund.refundId, at), createdBy: us },
): Readonly<Record<string, string>> {
  const unsigned = {
    vnp_RequestId: requestId,
    vnp_Version: '2.1.0',
    vnp_Command: 'refund',
    vnp_TmnCode: settings.tmnCode,
    vnp_TransactionType: refund.amountVnd === attempt.receivedVnd ? '02' : '03',
    vnp_TxnRef: attempt.attemptId,
    vnp_Amount: String(refund.amountVnd * 100),
    vnp_TransactionNo: attempt.transactionNo,
    vnp_TransactionDate: toBankTime(attempt.startedAt),
    vnp_CreateBy: createdBy,
    vnp_CreateDate: toBankTime(at),
    vnp_IpAddr: settings.ipAddress,
    vnp_OrderInfo: `Hoan le phi ${attempt.attemptId}`,
  };
  return { ...unsigned, vnp_SecureHash: hmacSha512(settings.hashSecret, toSignedLine(Object.values(unsigned))) };
}

/** The bank is told that the office asks, not which officer. */
const us = 'motcua';

/**
 * 00: the bank has taken it on. 94: asked for before, and as an attempt has one refund at the bank, that was this one (each
 * try has a request id of its own, so 94 never speaks of a try that was refused). 02, 03, 97 are faults of ours and mean
 * nothing about the money.
 */
export function readRefundAnswer(body: unknown, secret: string, attemptId: string): BankRefundAnswer | null {
  const answer = readSigned(body, secret, refundAnswerFields);
  if (answer === null) return null;
  const code = answer('ResponseCode');
  if (answer('TxnRef') !== '' && answer('TxnRef') !== attemptId) return null;
  if (code === '00' || code === '94') return { kind: 'DONE' };
  return ['91', '93', '95'].includes(code) ? { kind: 'REFUSED', code: `VNPAY_${code}` } : null;
}

/** That of querydr without the promotion; VNPAY's own page is the source to be confirmed. */
const refundAnswerFields = [
  ...['ResponseId', 'Command', 'ResponseCode', 'Message', 'TmnCode', 'TxnRef', 'Amount', 'BankCode', 'PayDate'],
  ...['TransactionNo', 'TransactionType', 'TransactionStatus', 'OrderInfo'],
];
