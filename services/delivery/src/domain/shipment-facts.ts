/** What happens to a shipment, and which of it may follow in which state. */
import type { Scan } from './parcel-movement.js';
import type { Parcel, Quoted, Shipment } from './shipment.js';

export type ShipmentFact =
  | ({ readonly type: 'ShipmentRequested' } & Parcel)
  /** A fresh copy of a lost or returned result goes out as this parcel; who asked for the first one paid for it. */
  | ({ readonly type: 'CopyPrepared'; readonly readyAt: Date } & Parcel & Quoted)
  /** At the same price: what was paid stays right. */
  | {
      readonly type: 'AddressChanged';
      readonly toProvinceCode: string;
      readonly encryptedReceiver: string;
      readonly changedAt: Date;
    }
  | ({ readonly type: 'PostageQuoted'; readonly quotedAt: Date } & Quoted)
  | { readonly type: 'ParcelPrepared'; readonly readyAt: Date }
  | { readonly type: 'ShipmentTransferred'; readonly officeId: string }
  | { readonly type: 'ShipmentCancelled'; readonly reasonCode: EndReason; readonly cancelledAt: Date }
  | { readonly type: 'HandOverRequested'; readonly trackingNumber: string; readonly callAt: Date }
  /** The one paper with the address on it; the fact's actor has it. */
  | { readonly type: 'LabelPrinted'; readonly printedAt: Date }
  | { readonly type: 'CarrierCalled'; readonly callAt: Date }
  | { readonly type: 'HandOverRefused'; readonly reasonCode: string }
  | { readonly type: 'ParcelHandedOver'; readonly handedOverAt: Date; readonly askAt: Date }
  | ({ readonly type: 'ParcelScanned'; readonly isMove: boolean; readonly askAt: Date } & Scan)
  /** The courier is on the way. */
  | { readonly type: 'HandOverCodeGiven'; readonly sealedCode: string; readonly givenAt: Date }
  /** The desk looked into a delivery that nobody proved. */
  | { readonly type: 'DeliveryConfirmed'; readonly reasonCode: ConfirmedBecause; readonly confirmedAt: Date }
  | { readonly type: 'CarrierAsked'; readonly askAt: Date }
  /** `isNews` when the carrier has not said yet that it brought the parcel back. */
  | { readonly type: 'ReturnAccepted'; readonly acceptedAt: Date; readonly isNews: boolean }
  /** Of the dossier's first shipment: which copy is on its way now. */
  | { readonly type: 'CopyReissued'; readonly copy: number };

export type ShipmentFactOf<Type extends ShipmentFact['type']> = Extract<ShipmentFact, { readonly type: Type }>;

/** How a dossier ended without a result to send. */
export type EndReason = 'DECLINED' | 'REJECTED' | 'WITHDRAWN' | 'STOPPED';

export const confirmations = ['RECEIVER_CONFIRMED', 'SIGNED_RECEIPT_SEEN', 'CARRIER_CONFIRMED'] as const;
export type ConfirmedBecause = (typeof confirmations)[number];

const underWay = ['ParcelScanned', 'HandOverCodeGiven', 'CarrierAsked', 'ShipmentTransferred'] as const;

/** Which fact may follow in which state; a fact that is not listed would be a fault of ours. */
export const transitions: Readonly<Record<Shipment['status'], readonly ShipmentFact['type'][]>> = {
  NONE: ['ShipmentRequested', 'CopyPrepared'],
  AWAITING_QUOTE: ['PostageQuoted', 'ShipmentTransferred', 'ShipmentCancelled'],
  AWAITING_RESULT: ['ParcelPrepared', 'AddressChanged', 'ShipmentTransferred', 'ShipmentCancelled'],
  PREPARED: ['HandOverRequested', 'AddressChanged', 'ShipmentTransferred', 'ShipmentCancelled'],
  HANDING_OVER: ['LabelPrinted', 'CarrierCalled', 'HandOverRefused', 'ParcelHandedOver', 'ShipmentTransferred'],
  HANDED_OVER: [...underWay, 'LabelPrinted'],
  IN_TRANSIT: underWay,
  OUT_FOR_DELIVERY: underWay,
  ATTEMPT_FAILED: underWay,
  RETURNING: [...underWay, 'ReturnAccepted'],
  DELIVERY_UNPROVEN: [...underWay, 'DeliveryConfirmed'],
  DELIVERED: ['ParcelScanned', 'HandOverCodeGiven', 'ShipmentTransferred'],
  RETURNED: ['ParcelScanned', 'HandOverCodeGiven', 'ShipmentTransferred', 'ReturnAccepted', 'CopyReissued'],
  LOST: ['ParcelScanned', 'HandOverCodeGiven', 'ShipmentTransferred', 'CopyReissued'],
  CANCELLED: ['ShipmentTransferred'],
};
