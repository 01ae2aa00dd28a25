import type { DataOf, ProcedureRetired } from '@motcua/event-contracts';
import type { Received } from '@motcua/service-kit';
import type { Context } from '../context.js';

/** No draft is started from that day on; drafts started before may be submitted until they expire, dossiers go on. */
export function keepRetirement(
  { catalogue }: Context,
  event: Received<DataOf<typeof ProcedureRetired>>,
): Promise<void> {
  const { code, retiredFrom } = event.data;
  return catalogue.keepRetirement(code, retiredFrom, event.sequence);
}
