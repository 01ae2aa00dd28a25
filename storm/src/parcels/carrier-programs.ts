import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { startAnswering, type Answering } from '../answering.js';
import { carrierKey, isS10, type Scan } from './carrier-words.js';
import type { StormedParcel, Taking } from './fates.js';

/** The carrier's API, and what the carrier really has: the truth that the service is held against. */
export interface CarrierPrograms extends Answering {
  knows(parcels: readonly StormedParcel[]): void;
  /** The number a parcel was taken under. */
  numberOf(shipmentId: string): string | undefined;
  /** Scanned by now; told to whoever asks. */
  scanned(shipmentId: string, scans: readonly Scan[]): void;
  scansOf(shipmentId: string): readonly Scan[];
  /** Parcels that were given once more although the carrier had them. */
  readonly givenTwice: () => number;
  /** Numbers that are no S10 code, or were on another order before. */
  readonly wrongNumbers: () => number;
}

interface Order {
  readonly orderId: string;
  readonly trackingNumber: string;
}

const acceptedAt = '2026-11-23T05:00:00.000Z';
/** One question of so many is not answered. */
const dumbEvery = 9;

export async function startCarrierPrograms(): Promise<CarrierPrograms> {
  const books: Books = { takings: new Map(), has: new Map(), scans: new Map(), seen: new Map(), given: new Set() };
  const counts = { twice: 0, wrong: 0, asked: 0 };
  const answering = await startAnswering(async (request, response) => {
    if (request.headers.authorization !== `Bearer ${carrierKey}`) {
      json(response, 401, { code: 'KEY_WRONG' });
      return;
    }
    if (request.method !== 'GET') {
      await answerOrder(request, response, (order) => take(books, counts, order));
      return;
    }
    counts.asked += 1;
    if (counts.asked % dumbEvery === 0) response.writeHead(503).end('<html>');
    else tellOf(books, decodeURIComponent(request.url?.split('/').at(-1) ?? ''), response);
  });
  return {
    ...answering,
    knows(parcels) {
      for (const { shipmentId, taking } of parcels) books.takings.set(shipmentId, taking);
    },
    numberOf: (shipmentId) => books.has.get(shipmentId),
    scanned: (shipmentId, told) => void books.scans.set(shipmentId, told),
    scansOf: (shipmentId) => books.scans.get(shipmentId) ?? [],
    givenTwice: () => counts.twice,
    wrongNumbers: () => counts.wrong,
  };
}

/** By shipment, except `seen`: by number. */
interface Books {
  readonly takings: Map<string, Taking>;
  readonly has: Map<string, string>;
  readonly scans: Map<string, readonly Scan[]>;
  readonly seen: Map<string, string>;
  readonly given: Set<string>;
}

function take(
  { takings, has, seen, given }: Books,
  counts: { twice: number; wrong: number },
  { orderId, trackingNumber }: Order,
): Taking {
  if (!isS10(trackingNumber) || (seen.get(trackingNumber) ?? orderId) !== orderId) counts.wrong += 1;
  seen.set(trackingNumber, orderId);
  const taking = takings.get(orderId) ?? 'REFUSES';
  const isFirst = !given.has(orderId);
  given.add(orderId);
  if (isFirst && (taking === 'BUSY' || taking === 'REFUSES')) return taking;
  if (has.has(orderId)) counts.twice += 1;
  else has.set(orderId, trackingNumber);
  return isFirst ? taking : 'ANSWERS';
}

function tellOf({ has, scans }: Books, orderId: string, response: ServerResponse): void {
  const trackingNumber = has.get(orderId);
  if (trackingNumber === undefined) json(response, 404, { code: 'ORDER_NOT_FOUND' });
  else json(response, 200, { orderId, trackingNumber, acceptedAt, scans: scans.get(orderId) ?? [] });
}

async function answerOrder(
  request: IncomingMessage,
  response: ServerResponse,
  take: (order: Order) => Taking,
): Promise<void> {
  const order = JSON.parse(await text(request)) as Order; // what the service sends
  const { orderId, trackingNumber } = order;
  switch (take(order)) {
    case 'ANSWERS':
      json(response, 201, { orderId, trackingNumber, acceptedAt });
      return;
    case 'BREAKS_OFF':
      response.destroy();
      return;
    case 'TIMES_OUT':
      return;
    case 'UNREADABLE':
      response.writeHead(201, { 'content-type': 'text/html' }).end('<html>Đã nhận</html>');
      return;
    case 'ANOTHER_NUMBER':
      json(response, 201, { orderId, trackingNumber: 'EA987654326VN', acceptedAt });
      return;
    case 'BUSY':
      response.writeHead(503).end();
      return;
    case 'REFUSES':
      json(response, 422, { code: 'RECEIVER_UNREACHABLE' });
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
