import type { DataOf, DossierSubmitted } from '@motcua/event-contracts';
import { causeOf, type Received } from '@motcua/service-kit';
import type { Context } from '../context.js';
import * as decisions from '../domain/decisions.js';
import { demandProvince, weightOf } from '../domain/postage.js';
import { shipmentIdOf } from '../domain/shipment-id.js';
import { encryptReceiver, openReceiver } from './receiver.js';
import { quoteShipment } from './quote-shipment.js';

/** A dossier was submitted whose result goes by post: where to is kept for nobody else to read, and priced. */
export async function requestShipment(
  context: Context,
  event: Received<DataOf<typeof DossierSubmitted>>,
): Promise<void> {
  const { dossierId, code, officeId, applicantKey, delivery, submittedAt, fees } = event.data;
  if (delivery.method !== 'POST') return;
  const shipmentId = shipmentIdOf(dossierId);
  const receiver = await openReceiver(context, delivery.sealedAddress);
  const toProvinceCode = receiver.address.provinceCode;
  demandProvince(context.prices, toProvinceCode);
  const encryptedReceiver = await encryptReceiver(context, dossierId, receiver);
  if (encryptedReceiver === null) return;
  const requestedAt = new Date(submittedAt);
  const about = { dossierId, dossierCode: code, officeId, applicantKey };
  const weightGrams = weightOf(
    context.prices,
    fees.map(({ quantity }) => quantity),
  );
  const parcel = { ...about, toProvinceCode, weightGrams, requestedAt, encryptedReceiver, copy: 1, latestCopy: 1 };
  const cause = causeOf(event);
  await context.shipments.execute(shipmentId, cause, (shipment) => decisions.requestShipment(shipment, parcel));
  // Stored before the office is looked for: an office that is heard of meanwhile finds the shipment waiting.
  await quoteShipment(context, shipmentId, parcel, { ...cause, id: `${cause.id}:quote` });
}
