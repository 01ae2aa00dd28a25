import type { CalendarChanged, DataOf } from '@motcua/event-contracts';
import { Refusal, type Received } from '@motcua/service-kit';
import { parseWorkingCalendar, type WorkingCalendar } from '@motcua/vietnam';
import type { Context } from '../context.js';

/** The newest calendar wins; dates promised before keep the calendar they were computed by. */
export async function keepCalendar(
  { catalogue }: Context,
  event: Received<DataOf<typeof CalendarChanged>>,
): Promise<void> {
  await catalogue.keepCalendar(readCalendar(event.data.calendar), event.sequence);
}

function readCalendar(json: unknown): WorkingCalendar {
  try {
    return parseWorkingCalendar(json);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // A TypeError names the wrong place; nothing in a calendar is secret.
    throw new Refusal('CALENDAR_NOT_READABLE', error.message);
  }
}
