import type { DataOf, DossierTransferred } from '@motcua/event-contracts';
import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { transferShipment } from '../domain/decisions.js';
import { quoteShipment } from './quote-shipment.js';
import { shipmentsOfDossier } from './shipments-of-dossier.js';

/** Another office took the dossier over: its parcels too. A price that was told stays; one that was not starts from there. */
export async function transferShipments(
  context: Context,
  event: Received<DataOf<typeof DossierTransferred>>,
): Promise<void> {
  const { dossierId, officeId } = event.data;
  const cause = causeOf(event);
  for (const id of await shipmentsOfDossier(context, dossierId)) {
    const { state } = await context.shipments.execute(id, cause, (shipment) => transferShipment(shipment, officeId));
    if (state.status === 'AWAITING_QUOTE')
      await quoteShipment(context, id, state, { ...cause, id: `${cause.id}:quote` });
  }
}
