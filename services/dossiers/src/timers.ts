import { startTimer, type Lifecycle, type Log } from '@motcua/service-kit';
import type { Context } from './context.js';
import { finishErasures } from './use-cases/destroy-personal-data.js';
import { eraseDrafts } from './use-cases/erase-drafts.js';
import { finishSubmissions } from './use-cases/finish-submissions.js';

export function startTimers(context: Context, lifecycle: Lifecycle, log: Log): void {
  const { clock } = context;
  const every = { clock, lifecycle, log };
  startTimer({ ...every, name: 'finish submissions', everyMs: 15_000, run: (now) => finishSubmissions(context, now) });
  startTimer({ ...every, name: 'finish erasures', everyMs: 60_000, run: (now) => finishErasures(context, now) });
  startTimer({ ...every, name: 'erase drafts', everyMs: 600_000, run: (now) => eraseDrafts(context, now) });
}
