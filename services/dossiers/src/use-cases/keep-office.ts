import type { DataOf, OfficeChanged } from '@motcua/event-contracts';
import type { Received } from '@motcua/service-kit';
import type { Context } from '../context.js';

/** The newest of what was heard about an office wins, in whatever order it comes. */
export function keepOffice({ catalogue }: Context, event: Received<DataOf<typeof OfficeChanged>>): Promise<void> {
  const { officeId: id, codePrefix, procedureCodes, name, phone, address } = event.data;
  const { validUntil = null, successorOfficeId = null } = event.data;
  const office = { id, codePrefix, procedureCodes, name, phone, address, validUntil, successorOfficeId };
  return catalogue.keepOffice(office, event.sequence);
}
