import { dayInVietnam } from '@motcua/vietnam';
import type { Context } from '../context.js';
import { attemptLifetimeMs, isOpenBy, type Attempt } from '../domain/attempt.js';
import { isOwed } from '../domain/payment.js';
import { dayAfter, type StatementLine } from '../domain/statement.js';
import { recordReport } from './record-report.js';

const mostAtOnce = 100;

/**
 * Reads the bank's statements of today and yesterday: transfers are only seen there, and so is money whose callback was lost
 * for good. A line read before is not read again; if this process forgets that, the payment remembers.
 */
export function createStatementReader(context: Context): () => Promise<void> {
  const read = new Map<string, ReadonlySet<string>>();
  return async () => {
    const today = dayInVietnam(context.clock.now());
    const days = [dayAfter(today, -1), today];
    for (const day of read.keys()) if (!days.includes(day)) read.delete(day);
    for (const day of days) {
      const lines = await context.bank.statement(day);
      if (lines === null) {
        context.log.warn('the bank gives no statement now', { provider: 'vnpay' });
        return;
      }
      for (const line of lines) if (read.get(day)?.has(line.lineId) !== true) await hearLine(context, line);
      read.set(day, new Set(lines.map(({ lineId }) => lineId)));
    }
    await expireTransfers(context);
  };
}

async function hearLine(context: Context, line: StatementLine): Promise<void> {
  const { kind, reference, amountVnd, transactionNo, at } = line;
  if (kind === 'REFUND') return;
  const outcome = { kind: 'PAID', transactionNo, paidAt: at } as const;
  const verdict = await recordReport(context, { attemptId: reference, amountVnd, outcome }, `statement:${line.lineId}`);
  if (verdict === 'UNKNOWN_REFERENCE') {
    context.log.warn('the statement has money nobody asked for', { provider: 'vnpay', code: verdict });
  }
}

/** What no statement shows after its time is over was not transferred; what comes later is looked into. */
async function expireTransfers(context: Context): Promise<void> {
  const started = { $lte: new Date(context.clock.now().getTime() - attemptLifetimeMs.VIETQR) };
  const found = await context.payments.findWhere({ 'state.transferSince': started }, { limit: mostAtOnce });
  const attempts = found.flatMap(({ state }): readonly Attempt[] =>
    isOwed(state) ? state.attempts.filter(isOpenBy('VIETQR')) : [],
  );
  for (const { attemptId } of attempts) {
    const report = { attemptId, amountVnd: null, outcome: { kind: 'NOT_FOUND' } } as const;
    await recordReport(context, report, `statement:over:${attemptId}`);
  }
}
