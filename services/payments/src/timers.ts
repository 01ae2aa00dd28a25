import { startTimer, type Lifecycle } from '@motcua/service-kit';
import type { Context } from './context.js';
import { askBank } from './use-cases/ask-bank.js';

/** The bank is asked about attempts without an outcome; this is also what ends those whose time is over. */
export function startTimers(context: Context, lifecycle: Lifecycle): void {
  const { clock, log } = context;
  startTimer({ name: 'ask the bank', everyMs: 30_000, clock, lifecycle, log, run: () => askBank(context) });
}
