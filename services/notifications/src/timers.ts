import { startTimer, type Lifecycle } from '@motcua/service-kit';
import type { Context } from './context.js';
import { deliverMessages } from './use-cases/deliver-messages.js';
import { forgetDrafts } from './use-cases/erase-contact.js';
import { askForReceipts } from './use-cases/hear-receipt.js';
import { remindOfFees } from './use-cases/remind-of-fees.js';

/** Each channel has its own beat, so that a slow provider holds up nobody else's messages. */
export function startTimers(context: Context, lifecycle: Lifecycle): void {
  const { clock, log } = context;
  // Closed after the beats below, which start no more by then.
  lifecycle.defer('messages under way', async () => {
    await Promise.all([context.textsUnderWay.idle(), context.lettersUnderWay.idle()]);
  });
  const every = { everyMs: 500, clock, lifecycle, log };
  startTimer({ ...every, name: 'texts', run: () => deliverMessages(context, 'SMS') });
  startTimer({ ...every, name: 'letters', run: () => deliverMessages(context, 'EMAIL') });
  startTimer({ ...every, everyMs: 60_000, name: 'missing receipts', run: (now) => askForReceipts(context, now) });
  startTimer({ ...every, everyMs: 60_000, name: 'unpaid fees', run: (now) => remindOfFees(context, now) });
  startTimer({ ...every, everyMs: 60_000, name: 'contacts of drafts', run: (now) => forgetDrafts(context, now) });
}
