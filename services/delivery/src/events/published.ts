import {
  PostageQuoted,
  ShipmentAttemptFailed,
  ShipmentDelivered,
  ShipmentHandedOver,
  ShipmentLost,
  ShipmentOutForDelivery,
  ShipmentReturned,
} from '@motcua/event-contracts';
import { publish, type Published, type Recorded, type Stored } from '@motcua/service-kit';
import { carrierName } from '../domain/carrier-contract.js';
import {
  isCarried,
  type CarriedShipment,
  type Shipment,
  type ShipmentFact,
  type ShipmentFactOf,
} from '../domain/shipment.js';

/** What others learn of a shipment: its number and where it is on its way, never who gets it. */
export function published(
  fact: Recorded<ShipmentFact>,
  { id, state }: Stored<Shipment, ShipmentFact>,
): readonly Published[] {
  if (state.status === 'NONE') return [];
  const about = { shipmentId: id, dossierId: state.dossierId };
  const to = { key: state.dossierId };
  switch (fact.type) {
    case 'ShipmentRequested':
    case 'ParcelPrepared':
    case 'HandOverRequested':
    case 'CarrierCalled':
    case 'HandOverRefused':
    case 'CarrierAsked':
      return [];
    case 'PostageQuoted': {
      const { postageVnd: amountVnd, tariffId, quotedAt } = fact;
      return [publish(PostageQuoted, { ...about, amountVnd, tariffId, quotedAt: quotedAt.toISOString() }, to)];
    }
    case 'ParcelHandedOver': {
      if (!isCarried(state)) return [];
      const at = fact.handedOverAt.toISOString();
      const { trackingNumber } = state;
      return [publish(ShipmentHandedOver, { ...about, trackingNumber, at, carrier: carrierName }, to)];
    }
    case 'ParcelScanned':
      return isCarried(state) && fact.isMove ? moved(fact, state, about) : [];
  }
}

function moved(
  fact: ShipmentFactOf<'ParcelScanned'>,
  { dossierId, trackingNumber, failedAttempts }: CarriedShipment,
  about: { readonly shipmentId: string; readonly dossierId: string },
): readonly Published[] {
  const carried = { ...about, trackingNumber, at: fact.scannedAt.toISOString() };
  const reasonCode = fact.reasonCode ?? 'NO_REASON_GIVEN';
  const to = { key: dossierId };
  switch (fact.status) {
    case 'ACCEPTED':
    case 'IN_TRANSIT':
      return [];
    case 'OUT_FOR_DELIVERY':
      return [publish(ShipmentOutForDelivery, carried, to)];
    case 'ATTEMPT_FAILED':
      return [publish(ShipmentAttemptFailed, { ...carried, reasonCode, attempt: failedAttempts }, to)];
    case 'DELIVERED':
      return [publish(ShipmentDelivered, carried, to)];
    case 'RETURNED':
      return [publish(ShipmentReturned, { ...carried, reasonCode }, to)];
    case 'LOST':
      return [publish(ShipmentLost, carried, to)];
  }
}
