/** Shipments told as a story, for rule tests: what happened so far, in the domain's own words. */
import { Refusal } from '@motcua/service-kit/pure';
import { claimCall, concludeHandOver, printLabel, recordScans, requestHandOver } from './carrier-decisions.js';
import { acceptReturn, addQuote, cancelShipment, prepareParcel, requestShipment } from './decisions.js';
import { shipmentAggregate } from './evolve-shipment.js';
import type { Scan, ScanStatus } from './parcel-movement.js';
import type { ParcelReason } from './parcel-reason.js';
import type { ShipmentFact } from './shipment-facts.js';
import type { Shipment } from './shipment.js';

export const morning = new Date('2026-11-30T02:00:00.000Z');
export const after = (hours: number): Date => new Date(morning.getTime() + hours * 3_600_000);

export const aParcel = {
  dossierId: 'dos_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D',
  dossierCode: 'H26.153-261123-0001',
  officeId: 'off_ha-dong',
  applicantKey: 'apk_APPLICANT',
  toProvinceCode: '01',
  weightGrams: 90,
  requestedAt: morning,
  encryptedReceiver: 'encrypted',
  copy: 1,
  latestCopy: 1,
};
export const number = 'EA987654326VN';
export const sealedCode = 'sealed for notifications';
export const quote = {
  tariffId: 'sandbox-2026',
  amountVnd: 20_000,
  weightGrams: 90,
  transitWorkingDaysMin: 1,
  transitWorkingDaysMax: 2,
};

type Happening = (shipment: Shipment) => readonly ShipmentFact[];

export const requested: Happening = (shipment) => requestShipment(shipment, aParcel);
export const quoted: Happening = (shipment) => addQuote(shipment, quote, morning);
export const prepared: Happening = (shipment) => prepareParcel(shipment, morning);
export const givenAway: Happening = (shipment) => requestHandOver(shipment, { trackingNumber: number, at: morning });
export const labelled: Happening = (shipment) => printLabel(shipment, after(1));
export const called: Happening = (shipment) => claimCall(shipment, morning);
export const taken: Happening = (shipment) =>
  concludeHandOver(shipment, { trackingNumber: number, answer: { kind: 'ACCEPTED', acceptedAt: morning } }, morning);
export const refused: Happening = (shipment) =>
  concludeHandOver(
    shipment,
    { trackingNumber: number, answer: { kind: 'REFUSED', reasonCode: 'ORDER_REFUSED' } },
    morning,
  );
export const cancelled: Happening = (shipment) => cancelShipment(shipment, 'WITHDRAWN', morning);
export const takenBack: Happening = (shipment) => acceptReturn(shipment, after(100));
export const scanned =
  (...scans: readonly Scan[]): Happening =>
  (shipment) =>
    recordScans(shipment, { trackingNumber: number, scans, asked: false, sealedCode }, after(1));

let scanCount = 0;
/** A delivery is proven unless it is told otherwise. */
export function scan(
  status: ScanStatus,
  hours: number,
  reasonCode: ParcelReason | null = null,
  isProven = status === 'DELIVERED',
): Scan {
  scanCount += 1;
  const proof = { isProven, encryptedTakenBy: isProven ? 'encrypted name' : null };
  return { scanId: `scan_${scanCount}`, status, scannedAt: after(hours), reasonCode, nextAttemptOn: null, ...proof };
}

/** A shipment to which all this happened, in this order. */
export function aShipment(...happenings: readonly Happening[]): Shipment {
  return happenings.reduce((shipment, happening) => evolved(shipment, happening(shipment)), shipmentAggregate.initial);
}

export const handedOver = (...more: readonly Happening[]): Shipment =>
  aShipment(requested, quoted, prepared, givenAway, taken, ...more);

export function evolved(shipment: Shipment, facts: readonly ShipmentFact[]): Shipment {
  return facts.reduce((next, fact) => shipmentAggregate.evolve(next, fact), shipment);
}

/** The code of the refusal that a decision ends with; undefined when it does not refuse. */
export function refusalOf(decide: () => unknown): string | undefined {
  try {
    decide();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
