import type { Clock } from '../clock/clock.js';
import { createJournal, type Journal } from '../journal.js';
import { Refused } from '../refused.js';
import { usualJourney, type Leg, type ScanStatus } from './journey.js';
import { isSameOrder, type Order } from './order.js';
import type { Webhooks } from './webhooks.js';

export interface Scan {
  readonly id: string;
  readonly at: string;
  readonly status: ScanStatus;
  readonly reasonCode?: string;
}

/** An order on its way. */
export interface Parcel extends Order {
  readonly id: string;
  readonly acceptedAt: string;
  readonly status: ScanStatus;
  readonly scans: readonly Scan[];
}

export interface Parcels {
  readonly journal: Journal<Parcel>;
  /** Idempotent by order id; refuses ORDER_CONFLICT and TRACKING_NUMBER_TAKEN. */
  accept(order: Order): { readonly parcel: Parcel; readonly isNew: boolean };
  /** What happens to the parcels accepted from now on. */
  setJourney(journey: readonly Leg[]): void;
  journey(): readonly Leg[];
}

export interface ParcelsOptions {
  readonly clock: Clock;
  readonly webhooks: Webhooks;
  readonly onChange: () => void;
}

export function createParcels(options: ParcelsOptions): Parcels {
  const journal = createJournal<Parcel>({ limit: 1_000, onChange: options.onChange });
  let journey = usualJourney;
  return {
    journal,
    accept(order) {
      const known = journal.find(order.orderId);
      if (known !== undefined) {
        if (isSameOrder(orderOf(known), order)) return { parcel: known, isNew: false };
        throw new Refused(409, 'ORDER_CONFLICT', 'this orderId was used for another order');
      }
      if (journal.entries().some(({ trackingNumber }) => trackingNumber === order.trackingNumber)) {
        throw new Refused(409, 'TRACKING_NUMBER_TAKEN', 'this trackingNumber is on another parcel');
      }
      return { parcel: begin(options, journal, order, journey), isNew: true };
    },
    setJourney(next) {
      journey = next;
    },
    journey: () => journey,
  };
}

function begin(
  { clock, webhooks }: ParcelsOptions,
  journal: Journal<Parcel>,
  order: Order,
  journey: readonly Leg[],
): Parcel {
  const acceptedAt = clock.now();
  const parcel = {
    ...order,
    id: order.orderId,
    acceptedAt: acceptedAt.toISOString(),
    status: 'ACCEPTED',
    scans: [],
  } as const;
  journal.add(parcel);
  journey.forEach((leg, index) => {
    const at = new Date(acceptedAt.getTime() + leg.afterMs);
    clock.at(at, () => scan(journal, webhooks, order.orderId, leg, `${order.orderId}.${index + 1}`, at));
  });
  return parcel;
}

function scan(journal: Journal<Parcel>, webhooks: Webhooks, orderId: string, leg: Leg, id: string, at: Date): void {
  const parcel = journal.find(orderId);
  if (parcel === undefined) return;
  const { status, reasonCode } = leg;
  const next: Scan = { id, at: at.toISOString(), status, ...(reasonCode && { reasonCode }) };
  journal.replace({ ...parcel, status, scans: [...parcel.scans, next] });
  webhooks.tell(orderId, parcel.trackingNumber, next);
}

function orderOf({ orderId, trackingNumber, weightGrams, receiver }: Parcel): Order {
  return { orderId, trackingNumber, weightGrams, receiver };
}
