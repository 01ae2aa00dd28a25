/** What a fact makes of a shipment. */
import type { Aggregate } from '@motcua/service-kit/pure';
import { isUnderWay, wayBegins, wayWith } from './parcel-movement.js';
import { transitions, type ShipmentFact, type ShipmentFactOf } from './shipment-facts.js';
import {
  isCarried,
  isLabelled,
  isQuoted,
  type CarriedShipment,
  type Parcel,
  type Quoted,
  type Shipment,
} from './shipment.js';

export const shipmentAggregate: Aggregate<Shipment, ShipmentFact> = {
  name: 'shipments',
  initial: { status: 'NONE' },
  evolve,
};

function evolve(shipment: Shipment, fact: ShipmentFact): Shipment {
  if (!transitions[shipment.status].includes(fact.type)) throw misplaced(shipment, fact);
  switch (fact.type) {
    case 'ShipmentRequested':
      return { status: 'AWAITING_QUOTE', ...parcelOf(fact) };
    case 'CopyPrepared':
      return { status: 'PREPARED', refusedBecause: null, ...parcelOf(fact), ...priceOf(fact) };
    case 'PostageQuoted':
      if (shipment.status === 'NONE') throw misplaced(shipment, fact);
      return { status: 'AWAITING_RESULT', ...parcelOf(shipment), ...priceOf(fact) };
    case 'ParcelPrepared':
      return { status: 'PREPARED', refusedBecause: null, ...quotedOf(shipment, fact) };
    case 'AddressChanged': {
      if (shipment.status === 'NONE') throw misplaced(shipment, fact);
      const { toProvinceCode, encryptedReceiver } = fact;
      return { ...shipment, toProvinceCode, encryptedReceiver };
    }
    case 'ShipmentTransferred':
      return shipment.status === 'NONE' ? shipment : { ...shipment, officeId: fact.officeId };
    case 'ShipmentCancelled':
      return cancelled(shipment, fact);
    case 'LabelPrinted':
      if (!isLabelled(shipment)) throw misplaced(shipment, fact);
      return { ...shipment, labelPrintedAt: fact.printedAt };
    case 'HandOverRequested':
    case 'CarrierCalled':
    case 'HandOverRefused':
    case 'ParcelHandedOver':
      return evolveHandOver(shipment, fact);
    case 'ParcelScanned':
    case 'HandOverCodeGiven':
    case 'DeliveryConfirmed':
    case 'CarrierAsked':
    case 'ReturnAccepted':
      if (!isCarried(shipment)) throw misplaced(shipment, fact);
      return evolveCarried(shipment, fact);
    case 'CopyReissued':
      return shipment.status === 'NONE' ? shipment : { ...shipment, latestCopy: fact.copy };
  }
}

type HandOverFact = ShipmentFactOf<'HandOverRequested' | 'CarrierCalled' | 'HandOverRefused' | 'ParcelHandedOver'>;

function evolveHandOver(shipment: Shipment, fact: HandOverFact): Shipment {
  switch (fact.type) {
    case 'HandOverRequested': {
      const { trackingNumber, callAt } = fact;
      const giving = { trackingNumber, callAt, calls: 0, labelPrintedAt: null };
      return { status: 'HANDING_OVER', ...giving, ...quotedOf(shipment, fact) };
    }
    case 'CarrierCalled':
      if (shipment.status !== 'HANDING_OVER') throw misplaced(shipment, fact);
      return { ...shipment, calls: shipment.calls + 1, callAt: fact.callAt };
    case 'HandOverRefused':
      return { status: 'PREPARED', refusedBecause: fact.reasonCode, ...quotedOf(shipment, fact) };
    case 'ParcelHandedOver': {
      if (shipment.status !== 'HANDING_OVER') throw misplaced(shipment, fact);
      const { handedOverAt, askAt } = fact;
      const { trackingNumber, labelPrintedAt } = shipment;
      const carried = {
        trackingNumber,
        labelPrintedAt,
        handedOverAt,
        askAt,
        returnAcceptedAt: null,
        confirmedBecause: null,
      };
      return { ...quotedOf(shipment, fact), ...carried, ...wayBegins };
    }
  }
}

type CarriedFact = ShipmentFactOf<
  'ParcelScanned' | 'HandOverCodeGiven' | 'DeliveryConfirmed' | 'CarrierAsked' | 'ReturnAccepted'
>;

function evolveCarried(shipment: CarriedShipment, fact: CarriedFact): Shipment {
  switch (fact.type) {
    case 'ParcelScanned': {
      const { scanId, status, scannedAt, reasonCode, nextAttemptOn, isProven, encryptedTakenBy } = fact;
      const scan = { scanId, status, scannedAt, reasonCode, nextAttemptOn, isProven, encryptedTakenBy };
      const way = wayWith(shipment, scan);
      return { ...shipment, ...way, askAt: isUnderWay(way.status) ? fact.askAt : null };
    }
    case 'HandOverCodeGiven':
      return shipment;
    case 'DeliveryConfirmed':
      return { ...shipment, status: 'DELIVERED', confirmedBecause: fact.reasonCode, askAt: null };
    case 'CarrierAsked':
      return { ...shipment, askAt: fact.askAt };
    case 'ReturnAccepted':
      return { ...shipment, status: 'RETURNED', returnAcceptedAt: fact.acceptedAt, askAt: null };
  }
}

function cancelled(shipment: Shipment, fact: ShipmentFactOf<'ShipmentCancelled'>): Shipment {
  if (shipment.status === 'NONE') throw misplaced(shipment, fact);
  const end = { status: 'CANCELLED', cancelledBecause: fact.reasonCode, ...parcelOf(shipment) } as const;
  return isQuoted(shipment) ? { ...end, ...priceOf(shipment) } : end;
}

function quotedOf(shipment: Shipment, fact: ShipmentFact): Parcel & Quoted {
  if (!isQuoted(shipment)) throw misplaced(shipment, fact);
  return { ...parcelOf(shipment), ...priceOf(shipment) };
}

function priceOf({ tariffId, postageVnd }: Quoted): Quoted {
  return { tariffId, postageVnd };
}

function parcelOf(parcel: Parcel): Parcel {
  const { dossierId, dossierCode, officeId, applicantKey, copy, latestCopy } = parcel;
  const { toProvinceCode, weightGrams, requestedAt, encryptedReceiver } = parcel;
  const about = { dossierId, dossierCode, officeId, applicantKey, copy, latestCopy };
  return { ...about, toProvinceCode, weightGrams, requestedAt, encryptedReceiver };
}

function misplaced(shipment: Shipment, fact: ShipmentFact): Error {
  return new Error(`${fact.type} cannot follow in state ${shipment.status}`);
}
