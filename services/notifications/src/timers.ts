import { startTimer, type Lifecycle } from '@motcua/service-kit';
import type { Context } from './context.js';
import { deliverMessages } from './use-cases/deliver-messages.js';
import { forgetDrafts } from './use-cases/erase-contact.js';

/** Each channel has its own beat, so that a slow provider holds up nobody else's messages. */
export function startTimers(context: Context, lifecycle: Lifecycle): void {
  const { clock, log } = context;
  const every = { everyMs: 500, clock, lifecycle, log };
  startTimer({ ...every, name: 'texts', run: () => deliverMessages(context, 'SMS') });
  startTimer({ ...every, name: 'letters', run: () => deliverMessages(context, 'EMAIL') });
  startTimer({ ...every, everyMs: 60_000, name: 'contacts of drafts', run: (now) => forgetDrafts(context, now) });
}
