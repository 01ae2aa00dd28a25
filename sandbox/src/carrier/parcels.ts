import type { Clock } from '../clock/clock.js';
import { createJournal, type Journal } from '../journal.js';
import { Refused } from '../refused.js';
import type { Door, ToldAtDoor } from './door.js';
import { usualJourney, type Leg, type ScanStatus } from './journey.js';
import { isSameOrder, type Order } from './order.js';
import type { Webhooks } from './webhooks.js';

export interface Scan {
  readonly id: string;
  readonly at: string;
  readonly status: ScanStatus;
  readonly reasonCode?: string;
  /** Of a try that failed: the day of the next one. */
  readonly nextAttemptOn?: string;
  /** Of a delivery: what the courier was told at the door. */
  readonly handOverCode?: string;
  readonly takenBy?: string;
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
  readonly door: Door;
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

function begin(options: ParcelsOptions, journal: Journal<Parcel>, order: Order, journey: readonly Leg[]): Parcel {
  const { clock } = options;
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
    const id = `${order.orderId}.${index + 1}`;
    const nextAttemptOn = leg.status === 'ATTEMPT_FAILED' ? nextTry(acceptedAt, journey.slice(index + 1)) : undefined;
    const about = { id, at: at.toISOString(), ...(nextAttemptOn !== undefined && { nextAttemptOn }) };
    clock.at(at, () => void happen(options, journal, order.orderId, leg, about));
  });
  return parcel;
}

const vietnamMs = 7 * 3_600_000;

/** The day in Vietnam. */
function nextTry(acceptedAt: Date, later: readonly Leg[]): string | undefined {
  const leg = later.find(({ status }) => status === 'OUT_FOR_DELIVERY' || status === 'ATTEMPT_FAILED');
  return leg && new Date(acceptedAt.getTime() + leg.afterMs + vietnamMs).toISOString().slice(0, 10);
}

/** Never rejects. A courier at the door waits for the receiver; everything else is scanned at once. */
async function happen(
  { door, webhooks }: ParcelsOptions,
  journal: Journal<Parcel>,
  orderId: string,
  leg: Leg,
  about: Pick<Scan, 'id' | 'at' | 'nextAttemptOn'>,
): Promise<void> {
  const begun = journal.find(orderId);
  const told = begun !== undefined && leg.status === 'DELIVERED' ? await toldAtDoor(door, begun, leg) : {};
  const parcel = journal.find(orderId);
  if (parcel === undefined) return;
  const { status, reasonCode } = leg;
  const next: Scan = { ...about, status, ...(reasonCode && { reasonCode }), ...told };
  journal.replace({ ...parcel, status, scans: [...parcel.scans, next] });
  if (leg.untold !== true) webhooks.tell(orderId, parcel.trackingNumber, next);
}

async function toldAtDoor(door: Door, parcel: Parcel, leg: Leg): Promise<Partial<ToldAtDoor>> {
  if (leg.door === 'SILENT') return {};
  // The receiver is sent a code when the courier is on the way; else there is none to wait for.
  const wasAnnounced = parcel.scans.some(({ status }) => status === 'OUT_FOR_DELIVERY');
  if (!wasAnnounced) return { takenBy: parcel.receiver.name };
  const told = await door.ask(parcel);
  const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  if (leg.door !== 'WRONG_CODE' || told.handOverCode === undefined) return told;
  return { ...told, handOverCode: wrong(told.handOverCode) };
}

function orderOf({ orderId, trackingNumber, weightGrams, receiver }: Parcel): Order {
  return { orderId, trackingNumber, weightGrams, receiver };
}
