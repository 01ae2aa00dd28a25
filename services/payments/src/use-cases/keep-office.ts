import type { DataOf, OfficeChanged } from '@motcua/event-contracts';
import type { Received } from '@motcua/service-kit';
import type { Context } from '../context.js';

/** Receipts name the office as it is called when they are printed. */
export function keepOffice({ offices }: Context, event: Received<DataOf<typeof OfficeChanged>>): Promise<void> {
  const { officeId, name, address } = event.data;
  return offices.keep({ officeId, name: name.vi, address }, event.sequence);
}
