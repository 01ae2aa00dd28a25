import type { DataOf, DossierTransferred } from '@motcua/event-contracts';
import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { correspondenceIdOf } from '../domain/correspondence-id.js';
import { changeOffice } from '../domain/decisions.js';

/** Another office has the dossier now: its officers see the messages, those of the former one no longer do. */
export async function transferOffice(
  { correspondences }: Context,
  event: Received<DataOf<typeof DossierTransferred>>,
): Promise<void> {
  const { dossierId, officeId } = event.data;
  await correspondences.execute(correspondenceIdOf(dossierId), causeOf(event), (state) =>
    changeOffice(state, officeId),
  );
}
