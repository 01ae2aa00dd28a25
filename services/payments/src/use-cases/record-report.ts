import type { Actor } from '@motcua/service-kit';
import type { Context } from '../context.js';
import type { BankReport, Verdict } from '../domain/bank-report.js';
import { judgeReport } from '../domain/judge-report.js';

const bankActor: Actor = { kind: 'system', id: 'vnpay' };

/** What it takes to note a word of the bank. */
export interface Reporting {
  readonly payments: Pick<Context['payments'], 'findWhere' | 'execute'>;
  readonly clock: Context['clock'];
}

/** What the bank says about an attempt, wherever it said it. `causeId` names this one saying. */
export async function recordReport(
  { payments, clock }: Reporting,
  report: BankReport,
  causeId: string,
): Promise<Verdict> {
  const [found] = await payments.findWhere({ 'state.attempts.attemptId': report.attemptId }, { limit: 1 });
  if (found === undefined) return 'UNKNOWN_REFERENCE';
  const at = clock.now();
  // What says nothing new is most of what the bank says, and needs no second look under the lock.
  const first = judgeReport(found.state, report, at);
  if (first.facts.length === 0) return first.verdict;
  const judged: Verdict[] = [];
  await payments.execute(found.id, { id: causeId, actor: bankActor, at }, (payment) => {
    const { verdict, facts } = judgeReport(payment, report, at);
    judged.push(verdict);
    return facts;
  });
  // The last judgement is the one that was stored; there is none when this very saying was heard before.
  return judged.at(-1) ?? 'ALREADY_FINAL';
}
