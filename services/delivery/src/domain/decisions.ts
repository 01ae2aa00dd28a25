/** From the wish to get the result by post to the parcel that may leave, and what else becomes of it at the office. */
import { Refusal } from '@motcua/service-kit/pure';
import type { Quote } from './postage.js';
import type { ConfirmedBecause, EndReason, ShipmentFact } from './shipment-facts.js';
import { isCarried, isQuoted, type KnownShipment, type Parcel, type Shipment } from './shipment.js';

export function requestShipment(shipment: Shipment, parcel: Parcel): readonly ShipmentFact[] {
  if (shipment.status !== 'NONE') throw new Refusal('SHIPMENT_ALREADY_REQUESTED', 'This dossier has a shipment.');
  return [{ type: 'ShipmentRequested', ...parcel }];
}

/** Nothing when it was quoted before: a price once told does not change. */
export function addQuote(shipment: Shipment, { tariffId, amountVnd }: Quote, quotedAt: Date): readonly ShipmentFact[] {
  return shipment.status === 'AWAITING_QUOTE'
    ? [{ type: 'PostageQuoted', tariffId, postageVnd: amountVnd, quotedAt }]
    : [];
}

/** The result is signed and nothing is owed: it may be packed. */
export function prepareParcel(shipment: Shipment, readyAt: Date): readonly ShipmentFact[] {
  if (shipment.status === 'AWAITING_RESULT') return [{ type: 'ParcelPrepared', readyAt }];
  throw new Refusal('RESULT_NOT_AWAITED', 'No parcel waits for this result.', { status: shipment.status });
}

/** The dossier ended without a result to send; nothing where there was no parcel, or it was cancelled before. */
export function cancelShipment(shipment: Shipment, reasonCode: EndReason, cancelledAt: Date): readonly ShipmentFact[] {
  if (shipment.status === 'NONE' || shipment.status === 'CANCELLED') return [];
  if (isCarried(shipment) || shipment.status === 'HANDING_OVER') {
    throw new Refusal('SHIPMENT_ALREADY_HANDED_OVER', 'The carrier has this parcel.', { status: shipment.status });
  }
  return [{ type: 'ShipmentCancelled', reasonCode, cancelledAt }];
}

/** Another office took the dossier over: its officers see the parcel, and its desk acts on it. */
export function transferShipment(shipment: Shipment, officeId: string): readonly ShipmentFact[] {
  return shipment.status === 'NONE' || shipment.officeId === officeId
    ? []
    : [{ type: 'ShipmentTransferred', officeId }];
}

/** The desk has a parcel in its hands that came back, whether the carrier has said so or not. */
export function acceptReturn(shipment: Shipment, acceptedAt: Date): readonly ShipmentFact[] {
  switch (shipment.status) {
    case 'NONE':
      throw new Refusal('SHIPMENT_NOT_FOUND', 'There is no such shipment.');
    case 'RETURNING':
      return [{ type: 'ReturnAccepted', acceptedAt, isNews: true }];
    case 'RETURNED':
      if (shipment.returnAcceptedAt !== null) {
        throw new Refusal('RETURN_ALREADY_ACCEPTED', 'The desk took this parcel back before.');
      }
      return [{ type: 'ReturnAccepted', acceptedAt, isNews: false }];
    case 'AWAITING_QUOTE':
    case 'AWAITING_RESULT':
    case 'PREPARED':
    case 'HANDING_OVER':
    case 'HANDED_OVER':
    case 'IN_TRANSIT':
    case 'OUT_FOR_DELIVERY':
    case 'ATTEMPT_FAILED':
    case 'DELIVERY_UNPROVEN':
    case 'DELIVERED':
    case 'LOST':
    case 'CANCELLED':
      throw new Refusal('RETURN_NOT_EXPECTED', 'This parcel is not on its way back.', { status: shipment.status });
  }
}

/** The desk asked the receiver, or saw who signed: a delivery that the carrier did not prove counts all the same. */
export function confirmDelivery(
  shipment: Shipment,
  reasonCode: ConfirmedBecause,
  confirmedAt: Date,
): readonly ShipmentFact[] {
  if (shipment.status === 'NONE') throw new Refusal('SHIPMENT_NOT_FOUND', 'There is no such shipment.');
  if (shipment.status !== 'DELIVERY_UNPROVEN') {
    throw new Refusal('NOTHING_TO_CONFIRM', 'No delivery waits for a look.', { status: shipment.status });
  }
  return [{ type: 'DeliveryConfirmed', reasonCode, confirmedAt }];
}

/** A fresh copy may go out: noted at the dossier's first shipment, which says what the newest copy is. */
export function reissueCopy(shipment: Shipment, copy: number): readonly ShipmentFact[] {
  if (shipment.status === 'NONE') throw new Refusal('SHIPMENT_NOT_FOUND', 'This dossier had no parcel.');
  if (shipment.status !== 'LOST' && shipment.status !== 'RETURNED') {
    throw new Refusal('PARCEL_NOT_LOST', 'This parcel needs no copy.', { status: shipment.status });
  }
  if (copy !== shipment.latestCopy + 1) {
    throw new Refusal('COPY_OUT_OF_ORDER', 'This is not the copy that comes next.', { latest: shipment.latestCopy });
  }
  return [{ type: 'CopyReissued', copy }];
}

/** The parcel of that copy, to the same receiver; the office bears its postage. */
export function prepareCopy(
  shipment: Shipment,
  first: KnownShipment,
  copy: number,
  readyAt: Date,
): readonly ShipmentFact[] {
  if (shipment.status !== 'NONE') return [];
  const { dossierId, dossierCode, officeId, applicantKey, toProvinceCode, weightGrams, encryptedReceiver } = first;
  if (!isQuoted(first)) throw new Refusal('RESULT_NOT_AWAITED', 'No parcel was ever priced for this dossier.');
  return [
    {
      ...{ type: 'CopyPrepared', readyAt, dossierId, dossierCode, officeId, applicantKey, toProvinceCode },
      ...{ weightGrams, encryptedReceiver, requestedAt: readyAt, copy, latestCopy: copy },
      ...{ tariffId: first.tariffId, postageVnd: 0 },
    },
  ];
}

export interface NewAddress {
  readonly toProvinceCode: string;
  readonly encryptedReceiver: string;
  /** What the carrier asks for the new way, by the tariff this shipment was quoted by. */
  readonly amountVnd: number;
}

/** Another receiver or address, until the desk gives the parcel away; never at another price than the one that was paid. */
export function changeAddress(
  shipment: Shipment,
  { toProvinceCode, encryptedReceiver, amountVnd }: NewAddress,
  changedAt: Date,
): readonly ShipmentFact[] {
  switch (shipment.status) {
    case 'NONE':
    case 'AWAITING_QUOTE':
      throw new Refusal('SHIPMENT_NOT_FOUND', 'There is no such shipment.');
    case 'AWAITING_RESULT':
    case 'PREPARED':
      // The office bears the postage of a copy, wherever it goes.
      if (shipment.copy === 1 && amountVnd !== shipment.postageVnd) {
        const details = { postageVnd: shipment.postageVnd, newPostageVnd: amountVnd };
        throw new Refusal('POSTAGE_WOULD_CHANGE', 'The way there has another price.', details);
      }
      return [{ type: 'AddressChanged', toProvinceCode, encryptedReceiver, changedAt }];
    case 'CANCELLED':
      throw new Refusal('SHIPMENT_CANCELLED', 'The dossier ended without a result to send.');
    case 'HANDING_OVER':
    case 'HANDED_OVER':
    case 'IN_TRANSIT':
    case 'OUT_FOR_DELIVERY':
    case 'ATTEMPT_FAILED':
    case 'RETURNING':
    case 'DELIVERY_UNPROVEN':
    case 'DELIVERED':
    case 'RETURNED':
    case 'LOST':
      throw new Refusal('SHIPMENT_ALREADY_HANDED_OVER', 'The carrier has this parcel.', { status: shipment.status });
  }
}
