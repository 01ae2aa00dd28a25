import { startTimer, type Lifecycle, type Log } from '@motcua/service-kit';
import type { Context } from './context.js';
import { finishErasures } from './use-cases/destroy-personal-data.js';
import { eraseDrafts } from './use-cases/erase-drafts.js';
import { finishSubmissions } from './use-cases/finish-submissions.js';
import { followOffices } from './use-cases/follow-offices.js';
import { recalculatePromises } from './use-cases/recalculate-promises.js';
import { ringAlarms } from './use-cases/ring-alarms.js';
import { remindOfExpiry } from './use-cases/remind-of-expiry.js';
import { scanFiles } from './use-cases/scan-files.js';
import { sendAccessCodes } from './use-cases/send-access-codes.js';
import { sweepFiles } from './use-cases/sweep-files.js';
import { syncNational } from './use-cases/sync-national.js';

export function startTimers(context: Context, lifecycle: Lifecycle, log: Log): void {
  const { clock, nationalPortal } = context;
  const every = { clock, lifecycle, log };
  startTimer({ ...every, name: 'finish submissions', everyMs: 15_000, run: (now) => finishSubmissions(context, now) });
  startTimer({ ...every, name: 'ring alarms', everyMs: 15_000, run: (now) => ringAlarms(context, now) });
  startTimer({
    ...every,
    name: 'recalculate promises',
    everyMs: 60_000,
    run: (now) => recalculatePromises(context, now),
  });
  startTimer({ ...every, name: 'follow offices', everyMs: 600_000, run: (now) => followOffices(context, now) });
  startTimer({ ...every, name: 'finish erasures', everyMs: 60_000, run: (now) => finishErasures(context, now) });
  startTimer({ ...every, name: 'send access codes', everyMs: 500, run: (now) => sendAccessCodes(context, now) });
  startTimer({ ...every, name: 'remind of expiry', everyMs: 600_000, run: (now) => remindOfExpiry(context, now) });
  startTimer({ ...every, name: 'scan files', everyMs: 15_000, run: (now) => scanFiles(context, now) });
  startTimer({ ...every, name: 'sweep files', everyMs: 600_000, run: (now) => sweepFiles(context, now) });
  startTimer({ ...every, name: 'erase drafts', everyMs: 600_000, run: (now) => eraseDrafts(context, now) });
  if (nationalPortal !== null) {
    const sync = (now: Date) => syncNational(context, nationalPortal, now);
    startTimer({ ...every, name: 'sync national', everyMs: 5_000, run: sync });
  }
}
