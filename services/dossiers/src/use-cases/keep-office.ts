import type { DataOf, OfficeChanged } from '@motcua/event-contracts';
import type { Received } from '@motcua/service-kit';
import type { Context } from '../context.js';

/** The newest of what was heard about an office wins, in whatever order it comes. */
export function keepOffice({ catalogue }: Context, event: Received<DataOf<typeof OfficeChanged>>): Promise<void> {
  const { officeId: id, codePrefix, procedureCodes, name, phone, address } = event.data;
  return catalogue.keepOffice({ id, codePrefix, procedureCodes, name, phone, address }, event.sequence);
}
