import { startTimer, type Lifecycle, type Log } from '@motcua/service-kit';
import type { Context } from './context.js';
import { finishDrafts } from './use-cases/finish-drafts.js';

export function startTimers(context: Context, lifecycle: Lifecycle, log: Log): void {
  const { clock } = context;
  const every = { clock, lifecycle, log };
  startTimer({ ...every, name: 'follow the catalogue', everyMs: 2_000, run: () => context.follow() });
  startTimer({ ...every, name: 'finish drafts', everyMs: 15_000, run: () => finishDrafts(context) });
}
