/** From the desk that gives a parcel away to the proof that it arrived, with the carrier in between. */
import { Refusal } from '@motcua/service-kit/pure';
import { differs, trusted, wayBegins, wayWith, type Scan, type Way } from './parcel-movement.js';
import type { ShipmentFact } from './shipment-facts.js';
import { isCarried, type Parcel, type Shipment } from './shipment.js';

/** The carrier is asked about a parcel it says nothing about for so long. */
export const silenceMs = 12 * 3_600_000;

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
    case 'CANCELLED':
      throw new Refusal('SHIPMENT_CANCELLED', 'The dossier ended without a result to send.');
    case 'PREPARED':
      if (trackingNumber === null) throw alreadyHandedOver();
      return [{ type: 'HandOverRequested', trackingNumber, callAt: at }];
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
      throw alreadyHandedOver();
  }
}

/** Its number is on the parcel before the carrier fetches it, and nobody needs the address on paper after that. */
export function printLabel(shipment: Shipment, printedAt: Date): readonly ShipmentFact[] {
  if (shipment.status === 'NONE') throw new Refusal('SHIPMENT_NOT_FOUND', 'There is no such shipment.');
  if (shipment.status === 'HANDING_OVER' || shipment.status === 'HANDED_OVER') {
    return [{ type: 'LabelPrinted', printedAt }];
  }
  throw new Refusal('LABEL_NOT_DUE', 'A label is for a parcel that waits for the carrier.', {
    status: shipment.status,
  });
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
    ? [handedOver(isCredible(answer.acceptedAt, shipment, at) ? answer.acceptedAt : at, at)]
    : [{ type: 'HandOverRefused', reasonCode: answer.reasonCode }];
}

/** No scan is further from what we know of the parcel. */
const credibleMs = 31 * 24 * 3_600_000;

export interface Heard {
  readonly trackingNumber: string;
  readonly scans: readonly Scan[];
  /** True when we asked: then silence is noted too. */
  readonly asked: boolean;
  /** The receiver's code, sealed for whoever sends it; given out when the courier is on the way. */
  readonly sealedCode: string;
}

/** Scans by webhook or in answer to our question; each counts once, and one proves that the carrier has the parcel. */
export function recordScans(
  shipment: Shipment,
  { trackingNumber, scans, asked, sealedCode }: Heard,
  at: Date,
): readonly ShipmentFact[] {
  if (!('trackingNumber' in shipment)) {
    throw new Refusal('SHIPMENT_NOT_HANDED_OVER', 'The carrier was not given this parcel.');
  }
  if (shipment.trackingNumber !== trackingNumber) {
    throw new Refusal('TRACKING_NUMBER_DIFFERS', 'This parcel has another tracking number.');
  }
  // An answer to our question lists everything: one scan in it that cannot be right holds up no other.
  if (!asked) for (const scan of scans) demandSame(shipment, scan);
  const credible = scans.filter(({ scannedAt }) => isCredible(scannedAt, shipment, at));
  if (!asked && credible.length < scans.length) {
    throw new Refusal('SCAN_TIME_IMPOSSIBLE', 'Nobody can have scanned this parcel then.');
  }
  const [first] = credible;
  if (shipment.status !== 'HANDING_OVER') {
    const facts = newScans(shipment, credible, { at, sealedCode });
    return facts.length === 0 && asked && shipment.askAt !== null
      ? [{ type: 'CarrierAsked', askAt: later(at) }]
      : facts;
  }
  if (first === undefined) return [];
  return [handedOver(first.scannedAt, at), ...newScans(wayBegins, credible, { at, sealedCode })];
}

type Hearing = Pick<Heard, 'sealedCode'> & { readonly at: Date };

function newScans(way: Way, [told, ...rest]: readonly Scan[], hearing: Hearing): readonly ShipmentFact[] {
  if (told === undefined) return [];
  if (way.scans.some(({ scanId }) => scanId === told.scanId)) return newScans(way, rest, hearing);
  const scan = trusted(way, told);
  const next = wayWith(way, scan);
  const isMove = differs(way, next);
  const { at, sealedCode } = hearing;
  const facts: readonly ShipmentFact[] = [{ type: 'ParcelScanned', ...scan, isMove, askAt: later(at) }];
  // Once for each way to the door: an earlier scan that is told late sends the courier nowhere.
  const isOnTheWay = isMove && scan.status === 'OUT_FOR_DELIVERY' && next.status === 'OUT_FOR_DELIVERY';
  const code: readonly ShipmentFact[] = isOnTheWay ? [{ type: 'HandOverCodeGiven', sealedCode, givenAt: at }] : [];
  return [...facts, ...code, ...newScans(next, rest, hearing)];
}

/** The same scan told in two ways: one of them is wrong, and the carrier has to say which. */
function demandSame(shipment: Shipment, told: Scan): void {
  const known = isCarried(shipment) ? shipment.scans.find(({ scanId }) => scanId === told.scanId) : undefined;
  if (known === undefined) return;
  if (known.status === told.status && known.scannedAt.getTime() === told.scannedAt.getTime()) return;
  throw new Refusal('SCAN_CONTRADICTS', 'This scan was told before with another content.', { scanId: told.scanId });
}

/** Clocks of scanners differ by minutes; a mistyped month or year would put a scan before or behind all others for good. */
function isCredible(time: Date, { requestedAt }: Pick<Parcel, 'requestedAt'>, now: Date): boolean {
  return time.getTime() >= requestedAt.getTime() - credibleMs && time.getTime() <= now.getTime() + credibleMs;
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
