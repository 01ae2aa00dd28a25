/** Asks VNPAY what became of an attempt (`querydr`); an answer counts only with its checksum. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { BankReport } from '../domain/bank-report.js';
import type { Attempt } from '../domain/attempt.js';
import { toVnd } from './vnpay-callback.js';
import { toOutcome } from './vnpay-codes.js';
import type { VnpaySettings } from './vnpay.js';
import { hmacSha512, isSameChecksum, toSignedLine } from './vnpay-signature.js';
import { parseBankTime, toBankTime } from './vnpay-time.js';

export type AskedAttempt = Pick<Attempt, 'attemptId' | 'startedAt'>;

const answerLimitBytes = 64_000;
const patienceMs = 8_000;
const text = z.union([z.string(), z.number().transform(String)]).default('');
const Answer = z.object({
  vnp_ResponseId: text,
  vnp_Command: text,
  vnp_ResponseCode: text,
  vnp_Message: text,
  vnp_TmnCode: text,
  vnp_TxnRef: text,
  vnp_Amount: text,
  vnp_BankCode: text,
  vnp_PayDate: text,
  vnp_TransactionNo: text,
  vnp_TransactionType: text,
  vnp_TransactionStatus: text,
  vnp_OrderInfo: text,
  vnp_PromotionCode: text,
  vnp_PromotionAmount: text,
  vnp_SecureHash: text,
});

/** Null when the bank did not answer, or not so that we may believe it: then nothing is known and it is asked again. */
export async function askVnpay(settings: VnpaySettings, attempt: AskedAttempt, at: Date): Promise<BankReport | null> {
  const answer = await post(settings.apiUrl, toQuestion(settings, attempt, at));
  return answer === null ? null : readAnswer(answer, settings.hashSecret, attempt.attemptId);
}

export function toQuestion(
  settings: VnpaySettings,
  { attemptId, startedAt }: AskedAttempt,
  at: Date,
): Readonly<Record<string, string>> {
  const unsigned = {
    vnp_RequestId: requestIdOf(attemptId, at),
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
  const parsed = Answer.safeParse(body);
  if (!parsed.success) return null;
  const { vnp_SecureHash: given, ...answer } = parsed.data;
  const expected = hmacSha512(secret, toSignedLine(Object.values(answer)));
  if (!isSameChecksum(given, expected) || answer.vnp_TxnRef !== attemptId) return null;
  if (answer.vnp_ResponseCode === '91') return { attemptId, amountVnd: null, outcome: { kind: 'NOT_FOUND' } };
  if (answer.vnp_ResponseCode !== '00') return null;
  return {
    attemptId,
    amountVnd: toVnd(answer.vnp_Amount),
    outcome: toOutcome({
      response: '00',
      status: answer.vnp_TransactionStatus,
      transactionNo: answer.vnp_TransactionNo,
      paidAt: parseBankTime(answer.vnp_PayDate),
    }),
  };
}

/** Unique within a day, at most 32 letters and digits. */
function requestIdOf(attemptId: string, at: Date): string {
  return createHash('sha256')
    .update(`${attemptId} ${at.toISOString()} ${process.hrtime.bigint()}`)
    .digest('hex')
    .slice(0, 32);
}

async function post(url: string, question: Readonly<Record<string, string>>): Promise<unknown> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    const body = await answer.text();
    return answer.ok && body.length <= answerLimitBytes ? JSON.parse(body) : null;
  } catch {
    return null; // no connection, no answer in time, not JSON: unknown, never a failure
  }
}
