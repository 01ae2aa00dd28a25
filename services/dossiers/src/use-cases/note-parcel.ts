import type { DataOf, ShipmentDelivered, ShipmentLost, ShipmentReturned } from '@motcua/event-contracts';
import { causeOf, Refusal, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import { handOver, noteParcel } from '../domain/hand-over-decisions.js';

/** The parcel reached the applicant: the result is handed over, the dossier ends. */
export async function closeDelivered(
  { dossiers, clock }: Context,
  event: Received<DataOf<typeof ShipmentDelivered>>,
): Promise<void> {
  copyOf(event.data);
  const { dossierId, at } = event.data;
  await dossiers.execute(dossierId, causeOf(event), handOver('POST', new Date(at), clock.now()));
}

/** The parcel is back at the office: the applicant collects it there, or a fresh copy goes out. */
export async function noteReturned(
  { dossiers }: Context,
  event: Received<DataOf<typeof ShipmentReturned>>,
): Promise<void> {
  const { dossierId, at, reasonCode } = event.data;
  const end = { lost: false, reasonCode, copy: copyOf(event.data) } as const;
  await dossiers.execute(dossierId, causeOf(event), noteParcel(end, new Date(at)));
}

export async function noteLost({ dossiers }: Context, event: Received<DataOf<typeof ShipmentLost>>): Promise<void> {
  const { dossierId, at } = event.data;
  await dossiers.execute(dossierId, causeOf(event), noteParcel({ lost: true, copy: copyOf(event.data) }, new Date(at)));
}

/** A dossier’s shipments are named after it, the copies after the first by their count. */
function copyOf({ shipmentId, dossierId }: { readonly shipmentId: string; readonly dossierId: string }): number {
  const first = dossierId.replace(/^dos_/, 'shp_');
  const copy = shipmentId === first ? '1' : /^\.([1-9]\d{0,2})$/.exec(shipmentId.slice(first.length))?.[1];
  if (shipmentId.startsWith(first) && copy !== undefined) return Number(copy);
  throw new Refusal('SHIPMENT_OF_ANOTHER_DOSSIER', 'The shipment is not this dossier’s.', { shipmentId, dossierId });
}
