/**
 * Who may see a shipment and who may act on it: the applicant sees and says where to, the desk of the office
 * gives away and takes back.
 */
import { isQuoted, type Parcel, type Shipment } from './shipment.js';

/** A viewer as this service tells viewers apart; the applicant is known by an opaque key, never by name. */
export type Reader =
  | { readonly kind: 'citizen'; readonly applicantKey: string }
  /** Somebody without an account; `opens` is the one dossier they proved to be the applicant of. */
  | { readonly kind: 'guest'; readonly opens: string }
  | { readonly kind: 'officer'; readonly officeId: string; readonly mayReceive: boolean }
  | { readonly kind: 'other' };

export function maySeeShipment(reader: Reader, shipment: Shipment): boolean {
  // A parcel without a price is not one yet.
  return isQuoted(shipment) && concerns(reader, shipment);
}

export function mayAct(reader: Reader, shipment: Shipment): boolean {
  return reader.kind === 'officer' && reader.mayReceive && shipment.status !== 'NONE' && concerns(reader, shipment);
}

/** Where it goes is for the applicant to say, not for the office. */
export function mayChangeAddress(reader: Reader, shipment: Shipment): boolean {
  return (reader.kind === 'citizen' || reader.kind === 'guest') && maySeeShipment(reader, shipment);
}

function concerns(reader: Reader, { dossierId, applicantKey, officeId }: Parcel): boolean {
  switch (reader.kind) {
    case 'citizen':
      return reader.applicantKey === applicantKey;
    case 'guest':
      return reader.opens === dossierId;
    case 'officer':
      return reader.officeId === officeId;
    case 'other':
      return false;
  }
}
