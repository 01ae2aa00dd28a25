import type { Context } from '../context.js';
import { isOwed } from '../domain/payment.js';
import type { Attempt } from '../domain/attempt.js';

/** What we know of the attempt that a signed return from the bank is about; null when the bank did not sign it. */
export async function lookUpAttempt({ bank, payments }: Context, rawQuery: string): Promise<Attempt | null> {
  const report = bank.readCallback(rawQuery);
  if (report === null) return null;
  const [found] = await payments.findWhere({ 'state.attempts.attemptId': report.attemptId }, { limit: 1 });
  if (found === undefined || !isOwed(found.state)) return null;
  return found.state.attempts.find(({ attemptId }) => attemptId === report.attemptId) ?? null;
}
