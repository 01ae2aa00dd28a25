/** From the wish to get the result by post to the proof that it arrived. */
import { Refusal } from '@motcua/service-kit/pure';
import { moves } from './parcel-movement.js';
import type { Quote } from './postage.js';
import type { CarriedShipment, Parcel, Scan, Shipment, ShipmentFact } from './shipment.js';

/** The carrier is asked about a parcel it says nothing about for so long. */
export const silenceMs = 12 * 3_600_000;

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

/**
 * The officer gives it away; the carrier is told afterwards. A number is drawn only for a parcel that was packed when the
 * officer asked: without one somebody else's wish was under way.
 */
export function requestHandOver(
  shipment: Shipment,
  { trackingNumber, at }: { readonly trackingNumber: string | null; readonly at: Date },
): readonly ShipmentFact[] {
  switch (shipment.status) {
    case 'NONE':
      throw new Refusal('SHIPMENT_NOT_FOUND', 'There is no such shipment.');
    case 'AWAITING_QUOTE':
    case 'AWAITING_RESULT':
      throw new Refusal('SHIPMENT_NOT_READY', 'The result is not there yet.');
    case 'PREPARED':
      if (trackingNumber === null) throw alreadyHandedOver();
      return [{ type: 'HandOverRequested', trackingNumber, callAt: at }];
    case 'HANDING_OVER':
    case 'HANDED_OVER':
    case 'IN_TRANSIT':
    case 'OUT_FOR_DELIVERY':
    case 'ATTEMPT_FAILED':
    case 'DELIVERED':
    case 'RETURNED':
    case 'LOST':
      throw alreadyHandedOver();
  }
}

/** Longer than a call may take, so that a caller who was lost is not mistaken for one at work. */
const leaseMs = 60_000;
const longestWaitMs = 3_600_000;

/** Takes the call to the carrier that is due, and puts the next one off, longer each time; nothing when it is not due. */
export function claimCall(shipment: Shipment, at: Date): readonly ShipmentFact[] {
  if (shipment.status !== 'HANDING_OVER' || shipment.callAt > at) return [];
  const waitMs = Math.min(leaseMs * 2 ** shipment.calls, longestWaitMs);
  return [{ type: 'CarrierCalled', callAt: new Date(at.getTime() + waitMs) }];
}

export type CarrierAnswer =
  { readonly kind: 'ACCEPTED'; readonly acceptedAt: Date } | { readonly kind: 'REFUSED'; readonly reasonCode: string };

/** What the carrier said to taking the parcel; nothing when a scan had proved it meanwhile. */
export function concludeHandOver(
  shipment: Shipment,
  { trackingNumber, answer }: { readonly trackingNumber: string; readonly answer: CarrierAnswer },
  at: Date,
): readonly ShipmentFact[] {
  if (shipment.status !== 'HANDING_OVER' || shipment.trackingNumber !== trackingNumber) return [];
  return answer.kind === 'ACCEPTED'
    ? [handedOver(answer.acceptedAt, at)]
    : [{ type: 'HandOverRefused', reasonCode: answer.reasonCode }];
}

export interface Heard {
  readonly trackingNumber: string;
  readonly scans: readonly Scan[];
  /** True when we asked: then silence is noted too. */
  readonly asked: boolean;
}

/** Scans by webhook or in answer to our question; each counts once, and one proves that the carrier has the parcel. */
export function recordScans(
  shipment: Shipment,
  { trackingNumber, scans, asked }: Heard,
  at: Date,
): readonly ShipmentFact[] {
  if (!('trackingNumber' in shipment)) {
    throw new Refusal('SHIPMENT_NOT_HANDED_OVER', 'The carrier was not given this parcel.');
  }
  if (shipment.trackingNumber !== trackingNumber) {
    throw new Refusal('TRACKING_NUMBER_DIFFERS', 'This parcel has another tracking number.');
  }
  const [first] = scans;
  if (shipment.status !== 'HANDING_OVER') {
    const facts = newScans(shipment, scans, at);
    return facts.length === 0 && asked && shipment.askAt !== null
      ? [{ type: 'CarrierAsked', askAt: later(at) }]
      : facts;
  }
  if (first === undefined) return [];
  const proof = { status: 'HANDED_OVER', movedAt: first.scannedAt, scans: [] } as const;
  return [handedOver(first.scannedAt, at), ...newScans(proof, scans, at)];
}

function newScans(
  from: Pick<CarriedShipment, 'status' | 'movedAt' | 'scans'>,
  scans: readonly Scan[],
  at: Date,
): readonly ShipmentFact[] {
  const [scan, ...rest] = scans;
  if (scan === undefined) return [];
  if (from.scans.some(({ scanId }) => scanId === scan.scanId)) return newScans(from, rest, at);
  const isMove = moves(from, scan);
  const fact: ShipmentFact = { type: 'ParcelScanned', ...scan, isMove, askAt: later(at) };
  const next = isMove && scan.status !== 'ACCEPTED' ? { status: scan.status, movedAt: scan.scannedAt } : from;
  return [fact, ...newScans({ status: next.status, movedAt: next.movedAt, scans: [...from.scans, scan] }, rest, at)];
}

function alreadyHandedOver(): Refusal {
  return new Refusal('SHIPMENT_ALREADY_HANDED_OVER', 'The carrier has this parcel.');
}

function handedOver(handedOverAt: Date, at: Date): ShipmentFact {
  return { type: 'ParcelHandedOver', handedOverAt, askAt: later(at) };
}

function later(at: Date): Date {
  return new Date(at.getTime() + silenceMs);
}
