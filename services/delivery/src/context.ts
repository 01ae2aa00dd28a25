import {
  derivedId,
  type AggregateStore,
  type Cause,
  type Clock,
  type DataKeys,
  type Log,
  type Opener,
  type RequestContext,
  type Sealer,
  type SignedLinks,
  type Vault,
  type Viewer,
} from '@motcua/service-kit';
import type { Reader } from './domain/access.js';
import type { CarrierAnswer } from './domain/carrier-decisions.js';
import type { Office } from './domain/office.js';
import type { Scan } from './domain/parcel-movement.js';
import type { PriceList } from './domain/postage.js';
import type { ShipmentFact } from './domain/shipment-facts.js';
import type { Shipment } from './domain/shipment.js';
import type { TrackingRange } from './domain/tracking-range.js';

/** Who gets a parcel; in the clear only between the vault and the carrier. */
export interface Receiver {
  readonly name: string;
  readonly phone: string;
  readonly address: {
    readonly countryCode: string;
    readonly provinceCode: string;
    readonly wardCode: string;
    readonly detail: string;
  };
}

export interface Order {
  /** The shipment's id: the same order given twice is one parcel. */
  readonly orderId: string;
  readonly trackingNumber: string;
  readonly sender: Pick<Office, 'name' | 'phone' | 'address'>;
  readonly receiver: Receiver;
  readonly weightGrams: number;
}

/** A scan as the carrier tells it; of DELIVERED what the courier was told at the door. */
export interface CarrierScan extends Pick<Scan, 'scanId' | 'status' | 'scannedAt' | 'reasonCode' | 'nextAttemptOn'> {
  readonly handOverCode: string | null;
  readonly takenBy: string | null;
}

/** What the carrier knows of an order. */
export interface CarrierRecord {
  readonly trackingNumber: string;
  readonly acceptedAt: Date;
  readonly scans: readonly CarrierScan[];
  /** The answer as it came. */
  readonly text: string;
}

export interface CarrierSaying {
  readonly shipmentId: string;
  readonly trackingNumber: string;
  readonly scan: CarrierScan;
}

/** Headers and body of a webhook exactly as they came. */
export interface RawWebhook {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: Buffer;
}

/** UNKNOWN: it may have taken the parcel, so it is asked before it is told again. */
export type CarrierReply = CarrierAnswer | { readonly kind: 'UNKNOWN' };

export type FoundOrder =
  { readonly kind: 'FOUND'; readonly record: CarrierRecord } | { readonly kind: 'NOT_FOUND' | 'UNKNOWN' };

/** The carrier as this service needs it; providers/carrier.ts is the one there is. */
export interface Carrier {
  giveOrder(order: Order): Promise<CarrierReply>;
  /** NOT_FOUND only when the carrier itself said so. */
  findOrder(orderId: string): Promise<FoundOrder>;
  /** Null when it is signed, yet no scan of a parcel. Refused: WEBHOOK_UNSIGNED unless the carrier signed exactly this, WEBHOOK_STALE. */
  readWebhook(webhook: RawWebhook): CarrierSaying | null;
}

/** Something the carrier said, as it came. */
export interface CarrierMessage {
  readonly messageId: string;
  /** Null when it cannot be read. */
  readonly shipmentId: string | null;
  readonly via: 'WEBHOOK' | 'ANSWER';
  /** Keyed: tells whether two messages are the same and nothing of what they say. */
  readonly digest: string;
  /** Null when the dossier was erased. */
  readonly encryptedText: string | null;
  readonly receivedAt: Date;
}

export interface CarrierMessages {
  /** Keeps it once, however often it comes. False when something else came under its id before. */
  keep(message: CarrierMessage): Promise<boolean>;
  noteOutcome(messageId: string, outcome: string): Promise<void>;
}

/** Offices as they were last heard of. */
export interface OfficeStore {
  find(officeId: string): Promise<Office | null>;
  /** What was heard under a lower sequence never overwrites. */
  keep(office: Office, sequence: number): Promise<void>;
}

export type LinkKind = 'label' | 'hand-over-list';

export interface Context {
  readonly shipments: AggregateStore<Shipment, ShipmentFact>;
  readonly offices: OfficeStore;
  readonly prices: PriceList;
  readonly trackingRange: TrackingRange;
  /** The next place in a range, from 1; never twice the same. */
  readonly nextInRange: (range: TrackingRange) => Promise<number>;
  /** Refused: REQUEST_ID_REUSED when its id came before with other input. */
  readonly registerRequest: (cause: Cause) => Promise<void>;
  readonly opener: Opener;
  readonly sealer: Sealer;
  readonly vault: Vault;
  /** By the first shipment of a dossier; forgetting one is how a receiver is erased. */
  readonly dataKeys: DataKeys;
  readonly links: SignedLinks<LinkKind>;
  readonly carrier: Carrier;
  readonly carrierMessages: CarrierMessages;
  readonly clock: Clock;
  readonly log: Log;
}

export type GraphContext = RequestContext<Context>;

/** A citizen is known here only by the key that the dossier's events carry, a guest by what they may open. */
export function readerOf(viewer: Viewer): Reader {
  switch (viewer.kind) {
    case 'citizen':
      return { kind: 'citizen', applicantKey: derivedId('apk', viewer.id) };
    case 'officer':
      return { kind: 'officer', officeId: viewer.officeId, mayReceive: viewer.roles.includes('receive') };
    case 'guest':
      return { kind: 'guest', opens: viewer.opens };
    case 'anonymous':
    case 'agency':
    case 'catalogue-admin':
    case 'operator':
      return { kind: 'other' };
  }
}
