import { startTimer, type Lifecycle } from '@motcua/service-kit';
import type { Context } from './context.js';
import { askBank } from './use-cases/ask-bank.js';
import { createStatementReader } from './use-cases/read-statements.js';
import { issueReceipts } from './use-cases/issue-receipts.js';
import { giveRefunds } from './use-cases/give-refunds.js';

/** The bank is asked about attempts without an outcome, which also ends those whose time is over, and for refunds; what came in gets
 * its receipt. */
export function startTimers(context: Context, lifecycle: Lifecycle): void {
  const { clock, log } = context;
  startTimer({ name: 'ask the bank', everyMs: 30_000, clock, lifecycle, log, run: () => askBank(context) });
  const readStatements = createStatementReader(context);
  startTimer({ name: 'read statements', everyMs: 30_000, clock, lifecycle, log, run: readStatements });
  startTimer({ name: 'issue receipts', everyMs: 1_000, clock, lifecycle, log, run: () => issueReceipts(context) });
  startTimer({ name: 'give refunds', everyMs: 1_000, clock, lifecycle, log, run: () => giveRefunds(context) });
}
