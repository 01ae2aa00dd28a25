import { newId } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { askAfterMs, isOpenBy, type Attempt } from '../domain/attempt.js';
import { isOwed } from '../domain/payment.js';
import { recordReport } from './record-report.js';

const mostAtOnce = 100;
const inParallel = 10;

/**
 * Asks the bank about every attempt whose callback is overdue. What the bank does not answer stays unknown and is asked
 * again at the next beat; nothing is ever assumed.
 */
export async function askBank(context: Context): Promise<void> {
  const now = context.clock.now();
  const overdue = { 'state.openSince': { $lte: new Date(now.getTime() - askAfterMs) } };
  const found = await context.payments.findWhere(overdue, { sort: { 'state.openSince': 1 }, limit: mostAtOnce });
  const attempts = found.flatMap(({ state }) => (isOwed(state) ? state.attempts.filter(isOpenBy('VNPAY')) : []));
  for (let from = 0; from < attempts.length; from += inParallel) {
    await Promise.all(attempts.slice(from, from + inParallel).map((attempt) => askAbout(context, attempt)));
  }
}

async function askAbout(context: Context, attempt: Attempt): Promise<void> {
  const { bank, clock, log } = context;
  const asked = newId('ask', clock.now());
  const report = await bank.ask(attempt, clock.now());
  if (report === null) {
    log.warn('the bank did not answer about an attempt, it is asked again', {
      provider: 'vnpay',
      reference: attempt.attemptId,
    });
    return;
  }
  const verdict = await recordReport(context, report, `query:${asked}`);
  log.info('the bank was asked about an attempt', {
    reference: attempt.attemptId,
    outcome: report.outcome.kind,
    code: verdict,
  });
}
