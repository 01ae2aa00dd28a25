import { canonicalJson, Refusal, requestCause, type Stored, type Viewer } from '@motcua/service-kit';
import { dayInVietnam, parsePhone } from '@motcua/vietnam';
import { readerOf, type Context, type Receiver } from '../context.js';
import { mayChangeAddress, maySeeShipment } from '../domain/access.js';
import { changeAddress } from '../domain/decisions.js';
import { problemsOf, type Destination } from '../domain/destination.js';
import { quotePostage } from '../domain/postage.js';
import type { ShipmentFact } from '../domain/shipment-facts.js';
import type { Parcel, Shipment } from '../domain/shipment.js';
import { encryptReceiver } from './receiver.js';

export interface ChangeDeliveryAddress extends Destination {
  readonly requestId: string;
  readonly shipmentId: string;
  readonly traceparent?: string | undefined;
}

/** The applicant wants the parcel elsewhere; after this the old address is nowhere but in what was encrypted before. */
export async function changeDeliveryAddress(
  context: Context,
  viewer: Viewer,
  input: ChangeDeliveryAddress,
): Promise<Stored<Shipment, ShipmentFact>> {
  const { shipments, clock } = context;
  const { requestId, shipmentId, traceparent } = input;
  const parcel = parcelFor(viewer, (await shipments.find(shipmentId))?.state ?? { status: 'NONE' });
  const at = clock.now();
  const problems = problemsOf(input, dayInVietnam(at));
  if (problems.length > 0) {
    throw new Refusal('ADDRESS_NOT_DELIVERABLE', 'The carrier cannot deliver there.', { problems });
  }
  const receiver = receiverOf(input);
  // Kept for ninety days with the request: a keyed mark of the address, never a plain one that could be guessed.
  const mark = context.vault.blindIndex('delivery-address', canonicalJson(receiver));
  const cause = requestCause(viewer, requestId, { changeDeliveryAddress: shipmentId, mark }, at, traceparent);
  await context.registerRequest(cause);
  const encryptedReceiver = await encryptReceiver(context, parcel.dossierId, receiver);
  if (encryptedReceiver === null) throw new Refusal('ADDRESS_ERASED', 'The personal data of this dossier was erased.');
  const { provinceCode: toProvinceCode } = receiver.address;
  const amountVnd = await priceOf(context, parcel, toProvinceCode);
  const change = { toProvinceCode, encryptedReceiver, amountVnd };
  return shipments.execute(shipmentId, cause, (shipment) => changeAddress(shipment, change, at));
}

function parcelFor(viewer: Viewer, shipment: Shipment): Parcel {
  const reader = readerOf(viewer);
  if (shipment.status !== 'NONE' && mayChangeAddress(reader, shipment)) return shipment;
  throw maySeeShipment(reader, shipment)
    ? new Refusal('FORBIDDEN', 'Only the applicant says where the parcel goes.')
    : new Refusal('SHIPMENT_NOT_FOUND', 'There is no such shipment.');
}

function receiverOf({ receiverName, receiverPhone, provinceCode, wardCode, detail }: Destination): Receiver {
  const phone = parsePhone(receiverPhone);
  return {
    name: receiverName.normalize('NFC').trim(),
    phone: phone.ok ? phone.e164 : receiverPhone,
    address: { countryCode: 'VN', provinceCode, wardCode, detail: detail.normalize('NFC').trim() },
  };
}

/** By the tariff of the day the shipment was asked for, as its own price was. */
async function priceOf({ offices, prices }: Context, parcel: Parcel, toProvinceCode: string): Promise<number> {
  const office = await offices.find(parcel.officeId);
  if (office === null) throw new Error('a parcel was priced for an office that is not known');
  const route = { fromProvinceCode: office.provinceCode, toProvinceCode };
  return quotePostage(prices, route, parcel.weightGrams, dayInVietnam(parcel.requestedAt)).amountVnd;
}
