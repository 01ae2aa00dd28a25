/** Reads what VNPAY calls us with: nothing in it counts before its checksum was checked over the values as they came. */
import type { BankReport } from '../domain/bank-report.js';
import { toOutcome } from './vnpay-codes.js';
import { hmacSha512, isSameChecksum } from './vnpay-signature.js';
import { parseBankTime } from './vnpay-time.js';

/** Null for anything that is not exactly a callback signed with our secret. `rawQuery` is what stood after the `?`. */
export function readCallback(rawQuery: string, secret: string): BankReport | null {
  const pairs = splitQuery(rawQuery);
  if (pairs === null) return null;
  const given = pairs.get('vnp_SecureHash') ?? '';
  const signed = [...pairs]
    .filter(([key, value]) => key.startsWith('vnp_') && !unsigned.has(key) && value !== '')
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join('&');
  if (!isSameChecksum(given, hmacSha512(secret, signed))) return null;
  return toReport((key) => decode(pairs.get(key) ?? '') ?? '');
}

const unsigned: ReadonlySet<string> = new Set(['vnp_SecureHash', 'vnp_SecureHashType']);

/** Undecoded values by key; null when a parameter comes twice, or a key hides behind an encoding. */
function splitQuery(rawQuery: string): ReadonlyMap<string, string> | null {
  const pairs = new Map<string, string>();
  for (const pair of rawQuery.split('&')) {
    if (pair === '') continue;
    const [key = '', ...rest] = pair.split('=');
    const value = rest.join('=');
    if (!/^\w+$/.test(key) || pairs.has(key) || decode(value) === null) return null;
    pairs.set(key, value);
  }
  return pairs;
}

function toReport(read: (key: string) => string): BankReport {
  return {
    attemptId: read('vnp_TxnRef'),
    amountVnd: toVnd(read('vnp_Amount')),
    outcome: toOutcome({
      response: read('vnp_ResponseCode'),
      status: read('vnp_TransactionStatus'),
      transactionNo: read('vnp_TransactionNo'),
      paidAt: parseBankTime(read('vnp_PayDate')),
    }),
  };
}

/** The bank counts hundredths of a đồng; null unless they are whole đồng. */
export function toVnd(bankAmount: string): number | null {
  return /^\d{1,14}00$/.test(bankAmount) ? Number(bankAmount) / 100 : null;
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return null; // a broken percent sign: not something a bank signed
  }
}
