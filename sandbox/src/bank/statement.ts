import { Refused } from '../refused.js';
import { isHash, sign } from './checksum.js';
import type { LedgerEntry } from './ledger.js';
import { outcomes } from './outcomes.js';
import type { Merchant } from './pay-request.js';

interface StatementLine {
  readonly lineId: string;
  readonly kind: LedgerEntry['kind'];
  readonly reference: string;
  readonly transactionNo: string;
  readonly amountVnd: number;
  readonly at: string;
}

export interface Statement {
  readonly day: string;
  readonly lines: readonly StatementLine[];
  /** HMAC-SHA512 over the day and every line, fields joined by `|` and lines by a line break. */
  readonly checksum: string;
}

export interface StatementQuery {
  readonly tmnCode: string;
  readonly day: string;
  /** HMAC-SHA512 over `<tmnCode>|<day>`. */
  readonly checksum: string;
}

/** What moved on a day of Vietnam: payments that were carried out, transfers, refunds. */
export function statementOf(
  entries: readonly LedgerEntry[],
  { tmnCode, day, checksum }: StatementQuery,
  { tmnCode: merchantCode, hashSecret }: Merchant,
): Statement {
  const isKnown = tmnCode === merchantCode && isHash(checksum, sign(hashSecret, `${tmnCode}|${day}`));
  if (!isKnown) throw new Refused(403, 'WRONG_HASH', 'no statement for this merchant, or not asked by it');
  const lines = entries.filter((entry) => isShown(entry) && dayOf(entry.at) === day).map(toLine);
  const signed = lines.map(({ lineId, kind, reference, transactionNo, amountVnd, at }) =>
    [lineId, kind, reference, transactionNo, String(amountVnd), at].join('|'),
  );
  return { day, lines, checksum: sign(hashSecret, [day, ...signed].join('\n')) };
}

function isShown(entry: LedgerEntry): boolean {
  return entry.kind !== 'PAYMENT' || outcomes.get(entry.outcome)?.inStatement === true;
}

function toLine({ id, kind, txnRef, transactionNo, amountVnd, at }: LedgerEntry): StatementLine {
  return { lineId: id, kind, reference: txnRef, transactionNo, amountVnd, at };
}

function dayOf(at: string): string {
  return new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 10);
}
