/** A parcel with a result on its way to the citizen: sealed at hand-over, scanned by the carrier (Luật Bưu chính Điều 17). */
import type { Aggregate } from '@motcua/service-kit/pure';
import { carriedStatusOf, isUnderWay, type CarriedStatus, type ScanStatus } from './parcel-movement.js';

/** What is known of a parcel from the start; who gets it is encrypted. */
export interface Parcel {
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly officeId: string;
  readonly applicantKey: string;
  readonly toProvinceCode: string;
  readonly requestedAt: Date;
  /** Name, phone and address of the receiver, under the data key of this shipment. */
  readonly encryptedReceiver: string;
}

export interface Quoted {
  readonly tariffId: string;
  readonly postageVnd: number;
}

export interface Scan {
  readonly scanId: string;
  readonly status: ScanStatus;
  readonly scannedAt: Date;
  readonly reasonCode: string | null;
}

interface HandOver {
  readonly trackingNumber: string;
  /** How often the carrier was told, whether it answered or not. */
  readonly calls: number;
  /** When it may be told again; whoever calls puts it off first, so that nobody else calls meanwhile. */
  readonly callAt: Date;
}

interface Carried {
  readonly trackingNumber: string;
  /** Oldest first by the time of the scan, whatever the order in which they were heard. */
  readonly scans: readonly Scan[];
  /** Time of the scan that brought the parcel where it is. */
  readonly movedAt: Date;
  readonly failedAttempts: number;
  /** When the carrier is asked because it kept silent; null when the parcel's way is over. */
  readonly askAt: Date | null;
}

export type Shipment =
  | { readonly status: 'NONE' }
  | ({ readonly status: 'AWAITING_QUOTE' } & Parcel)
  | ({ readonly status: 'AWAITING_RESULT' } & Parcel & Quoted)
  | ({ readonly status: 'PREPARED'; readonly refusedBecause: string | null } & Parcel & Quoted)
  | ({ readonly status: 'HANDING_OVER' } & Parcel & Quoted & HandOver)
  | ({ readonly status: CarriedStatus } & Parcel & Quoted & Carried);

export type CarriedShipment = Extract<Shipment, Carried>;
export type HandingOver = Extract<Shipment, HandOver>;
export type QuotedShipment = Extract<Shipment, Quoted>;

export type ShipmentFact =
  | ({ readonly type: 'ShipmentRequested' } & Parcel)
  | ({ readonly type: 'PostageQuoted'; readonly quotedAt: Date } & Quoted)
  | { readonly type: 'ParcelPrepared'; readonly readyAt: Date }
  | { readonly type: 'HandOverRequested'; readonly trackingNumber: string; readonly callAt: Date }
  | { readonly type: 'CarrierCalled'; readonly callAt: Date }
  | { readonly type: 'HandOverRefused'; readonly reasonCode: string }
  | { readonly type: 'ParcelHandedOver'; readonly handedOverAt: Date; readonly askAt: Date }
  | ({ readonly type: 'ParcelScanned'; readonly isMove: boolean; readonly askAt: Date } & Scan)
  | { readonly type: 'CarrierAsked'; readonly askAt: Date };

export type ShipmentFactOf<Type extends ShipmentFact['type']> = Extract<ShipmentFact, { readonly type: Type }>;

const onTheWay = ['ParcelScanned', 'CarrierAsked'] as const;

/** Which fact may follow in which state; a fact that is not listed would be a fault of ours. */
export const transitions: Readonly<Record<Shipment['status'], readonly ShipmentFact['type'][]>> = {
  NONE: ['ShipmentRequested'],
  AWAITING_QUOTE: ['PostageQuoted'],
  AWAITING_RESULT: ['ParcelPrepared'],
  PREPARED: ['HandOverRequested'],
  HANDING_OVER: ['CarrierCalled', 'HandOverRefused', 'ParcelHandedOver'],
  HANDED_OVER: onTheWay,
  IN_TRANSIT: onTheWay,
  OUT_FOR_DELIVERY: onTheWay,
  ATTEMPT_FAILED: onTheWay,
  DELIVERED: ['ParcelScanned'],
  RETURNED: ['ParcelScanned'],
  LOST: ['ParcelScanned'],
};

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
    case 'PostageQuoted':
      if (shipment.status === 'NONE') throw misplaced(shipment, fact);
      return { status: 'AWAITING_RESULT', ...parcelOf(shipment), tariffId: fact.tariffId, postageVnd: fact.postageVnd };
    case 'ParcelPrepared':
      return { status: 'PREPARED', refusedBecause: null, ...quotedOf(shipment, fact) };
    case 'HandOverRequested': {
      const { trackingNumber, callAt } = fact;
      return { status: 'HANDING_OVER', trackingNumber, callAt, calls: 0, ...quotedOf(shipment, fact) };
    }
    case 'CarrierCalled':
      if (shipment.status !== 'HANDING_OVER') throw misplaced(shipment, fact);
      return { ...shipment, calls: shipment.calls + 1, callAt: fact.callAt };
    case 'HandOverRefused':
      return { status: 'PREPARED', refusedBecause: fact.reasonCode, ...quotedOf(shipment, fact) };
    case 'ParcelHandedOver':
      if (shipment.status !== 'HANDING_OVER') throw misplaced(shipment, fact);
      return { status: 'HANDED_OVER', ...quotedOf(shipment, fact), ...justHandedOver(shipment.trackingNumber, fact) };
    case 'ParcelScanned':
      return isCarried(shipment) ? scanned(shipment, fact) : shipment;
    case 'CarrierAsked':
      return isCarried(shipment) ? { ...shipment, askAt: fact.askAt } : shipment;
  }
}

function justHandedOver(trackingNumber: string, { handedOverAt, askAt }: ShipmentFactOf<'ParcelHandedOver'>): Carried {
  return { trackingNumber, scans: [], movedAt: handedOverAt, failedAttempts: 0, askAt };
}

function scanned(shipment: CarriedShipment, fact: ShipmentFactOf<'ParcelScanned'>): Shipment {
  const scan = { scanId: fact.scanId, status: fact.status, scannedAt: fact.scannedAt, reasonCode: fact.reasonCode };
  const scans = [...shipment.scans, scan].sort((one, other) => one.scannedAt.getTime() - other.scannedAt.getTime());
  const status = fact.isMove ? carriedStatusOf(fact.status) : shipment.status;
  return {
    ...shipment,
    status,
    scans,
    movedAt: fact.isMove ? fact.scannedAt : shipment.movedAt,
    failedAttempts: shipment.failedAttempts + (fact.isMove && status === 'ATTEMPT_FAILED' ? 1 : 0),
    askAt: isUnderWay(status) ? fact.askAt : null,
  };
}

/** The carrier has it, or had it. */
export function isCarried(shipment: Shipment): shipment is CarriedShipment {
  return 'scans' in shipment;
}

export function isQuoted(shipment: Shipment): shipment is QuotedShipment {
  return 'postageVnd' in shipment;
}

function quotedOf(shipment: Shipment, fact: ShipmentFact): Parcel & Quoted {
  if (!isQuoted(shipment)) throw misplaced(shipment, fact);
  return { ...parcelOf(shipment), tariffId: shipment.tariffId, postageVnd: shipment.postageVnd };
}

function parcelOf(parcel: Parcel): Parcel {
  const { dossierId, dossierCode, officeId, applicantKey } = parcel;
  const { toProvinceCode, requestedAt, encryptedReceiver } = parcel;
  return { dossierId, dossierCode, officeId, applicantKey, toProvinceCode, requestedAt, encryptedReceiver };
}

function misplaced(shipment: Shipment, fact: ShipmentFact): Error {
  return new Error(`${fact.type} cannot follow in state ${shipment.status}`);
}
