import {
  PostageQuoted,
  ShipmentAttemptFailed,
  ShipmentDelivered,
  ShipmentHandedOver,
  ShipmentHandOverCode,
  ShipmentLost,
  ShipmentOutForDelivery,
  ShipmentReturned,
} from '@motcua/event-contracts';
import { publish, type Published, type Recorded, type Stored } from '@motcua/service-kit';
import { carrierName } from '../domain/carrier-contract.js';
import type { ShipmentFact, ShipmentFactOf } from '../domain/shipment-facts.js';
import { isCarried, type CarriedShipment, type Shipment } from '../domain/shipment.js';

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
    case 'LabelPrinted':
    case 'HandOverRefused':
    case 'CarrierAsked':
    case 'CopyPrepared':
    case 'AddressChanged':
    case 'CopyReissued':
    case 'ShipmentTransferred':
    case 'ShipmentCancelled':
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
    case 'HandOverCodeGiven':
    case 'DeliveryConfirmed':
      return isCarried(state) ? [proof(fact, state, about)] : [];
    case 'ReturnAccepted':
      return isCarried(state) && fact.isNews ? [returned(state, about, fact.acceptedAt)] : [];
  }
}

interface About {
  readonly shipmentId: string;
  readonly dossierId: string;
}

function moved(fact: ShipmentFactOf<'ParcelScanned'>, state: CarriedShipment, about: About): readonly Published[] {
  const { dossierId, trackingNumber, failedAttempts } = state;
  const carried = { ...about, trackingNumber, at: fact.scannedAt.toISOString() };
  const to = { key: dossierId };
  switch (fact.status) {
    case 'ACCEPTED':
    case 'IN_TRANSIT':
    case 'RETURNING':
      return [];
    case 'OUT_FOR_DELIVERY':
      return [publish(ShipmentOutForDelivery, carried, to)];
    case 'ATTEMPT_FAILED':
      return [publish(ShipmentAttemptFailed, { ...carried, ...reasonOf(fact), attempt: failedAttempts }, to)];
    case 'DELIVERED':
      return fact.isProven ? [publish(ShipmentDelivered, carried, to)] : [];
    case 'RETURNED':
      return [returned(state, about, fact.scannedAt)];
    case 'LOST':
      return [publish(ShipmentLost, carried, to)];
  }
}

function proof(
  fact: ShipmentFactOf<'HandOverCodeGiven' | 'DeliveryConfirmed'>,
  { dossierId, trackingNumber, scans }: CarriedShipment,
  about: About,
): Published {
  const to = { key: dossierId };
  if (fact.type === 'HandOverCodeGiven') {
    const { sealedCode } = fact;
    const given = { ...about, trackingNumber, at: fact.givenAt.toISOString(), sealedCode };
    return publish(ShipmentHandOverCode, given, to);
  }
  // It arrived when the carrier said so, not when the desk believed it.
  const at = scans.findLast(({ status }) => status === 'DELIVERED')?.scannedAt ?? fact.confirmedAt;
  return publish(ShipmentDelivered, { ...about, trackingNumber, at: at.toISOString() }, to);
}

function returned(state: CarriedShipment, about: About, at: Date): Published {
  const { dossierId, trackingNumber } = state;
  const carried = { ...about, trackingNumber, at: at.toISOString(), ...reasonOf(state) };
  return publish(ShipmentReturned, carried, { key: dossierId });
}

function reasonOf({ reasonCode }: { readonly reasonCode: string | null }): { readonly reasonCode: string } {
  return { reasonCode: reasonCode ?? 'NO_REASON_GIVEN' };
}
