/** A parcel with a result on its way to the citizen: sealed at hand-over, scanned by the carrier (Luật Bưu chính Điều 17). */
import type { CarriedStatus, Way } from './parcel-movement.js';
import type { ConfirmedBecause, EndReason } from './shipment-facts.js';

/** What is known of a parcel from the start; who gets it is encrypted. */
export interface Parcel {
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly officeId: string;
  readonly applicantKey: string;
  readonly toProvinceCode: string;
  readonly weightGrams: number;
  readonly requestedAt: Date;
  /** Name, phone and address of the receiver, under the data key of the dossier's shipments. */
  readonly encryptedReceiver: string;
  /** 1 for the result itself; a copy issued afresh counts from 2. */
  readonly copy: number;
  /** The newest copy there is; told to the first shipment of a dossier alone. */
  readonly latestCopy: number;
}

export interface Quoted {
  readonly tariffId: string;
  readonly postageVnd: number;
}

interface Labelled {
  readonly trackingNumber: string;
  /** When its label was last given out; null before. */
  readonly labelPrintedAt: Date | null;
}

interface HandOver extends Labelled {
  /** How often the carrier was told, whether it answered or not. */
  readonly calls: number;
  /** When it may be told again; whoever calls puts it off first, so that nobody else calls meanwhile. */
  readonly callAt: Date;
}

interface Carried extends Way, Labelled {
  readonly handedOverAt: Date;
  /** When the carrier is asked because it kept silent; null when the parcel's way is over. */
  readonly askAt: Date | null;
  /** When the desk took a parcel back that came back; null before. */
  readonly returnAcceptedAt: Date | null;
  /** Why the desk believes a delivery that was not proven; null when it was, or is not yet. */
  readonly confirmedBecause: ConfirmedBecause | null;
}

interface Cancelled {
  readonly cancelledBecause: EndReason;
}

export type Shipment =
  | { readonly status: 'NONE' }
  | ({ readonly status: 'AWAITING_QUOTE' } & Parcel)
  | ({ readonly status: 'AWAITING_RESULT' } & Parcel & Quoted)
  | ({ readonly status: 'PREPARED'; readonly refusedBecause: string | null } & Parcel & Quoted)
  | ({ readonly status: 'HANDING_OVER' } & Parcel & Quoted & HandOver)
  | ({ readonly status: CarriedStatus } & Parcel & Quoted & Carried)
  /** Without a price when the dossier ended before there was one. */
  | ({ readonly status: 'CANCELLED' } & Parcel & Quoted & Cancelled)
  | ({ readonly status: 'CANCELLED' } & Parcel & Cancelled);

export type CarriedShipment = Extract<Shipment, Carried>;
export type HandingOver = Extract<Shipment, HandOver>;
export type QuotedShipment = Extract<Shipment, Quoted>;
export type LabelledShipment = Extract<Shipment, Labelled>;
export type KnownShipment = Exclude<Shipment, { readonly status: 'NONE' }>;

/** The carrier has it, or had it. */
export function isCarried(shipment: Shipment): shipment is CarriedShipment {
  return 'scans' in shipment;
}

export function isQuoted(shipment: Shipment): shipment is QuotedShipment {
  return 'postageVnd' in shipment;
}

/** It has a number, and so a label. */
export function isLabelled(shipment: Shipment): shipment is LabelledShipment {
  return 'trackingNumber' in shipment;
}
