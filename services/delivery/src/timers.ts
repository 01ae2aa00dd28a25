import { startTimer, type Lifecycle } from '@motcua/service-kit';
import type { Context } from './context.js';
import { askCarrier } from './use-cases/ask-carrier.js';
import { giveParcels } from './use-cases/give-parcels.js';

/** What the desk gave away is told to the carrier within a second; parcels nobody hears of are asked about. */
export function startTimers(context: Context, lifecycle: Lifecycle): void {
  const { clock, log } = context;
  startTimer({ name: 'give parcels', everyMs: 500, clock, lifecycle, log, run: () => giveParcels(context) });
  startTimer({ name: 'ask the carrier', everyMs: 30_000, clock, lifecycle, log, run: () => askCarrier(context) });
}
