import { pick } from '../seeded.js';

/** What the carrier does with a parcel, and what must have become of it in the end. */
export type Fate = 'DELIVERED' | 'DELIVERED_LATER' | 'RETURNED' | 'LOST' | 'UNPROVEN' | 'WRONG_CODE' | 'SILENT';

/** How the carrier takes an order that it is given. */
export type Taking =
  | 'ANSWERS'
  /** Takes it; the answer never arrives. */
  | 'BREAKS_OFF'
  | 'TIMES_OUT'
  | 'UNREADABLE'
  | 'ANOTHER_NUMBER'
  /** Takes nothing, the first time. */
  | 'BUSY'
  | 'REFUSES';

export interface StormedParcel {
  readonly dossierId: string;
  readonly shipmentId: string;
  readonly fate: Fate;
  readonly taking: Taking;
}

/** Of a thousand. */
const fates: Readonly<Record<Fate, number>> = {
  ...{ DELIVERED: 480, DELIVERED_LATER: 120, RETURNED: 100, LOST: 60 },
  ...{ UNPROVEN: 40, WRONG_CODE: 40, SILENT: 160 },
};
const takings: Readonly<Record<Taking, number>> = {
  ...{ ANSWERS: 800, BREAKS_OFF: 60, TIMES_OUT: 10, UNREADABLE: 30 },
  ...{ ANOTHER_NUMBER: 30, BUSY: 40, REFUSES: 30 },
};

export function drawFate(random: () => number): Pick<StormedParcel, 'fate' | 'taking'> {
  return { fate: pick(spread(fates), random), taking: pick(spread(takings), random) };
}

export interface Outcome {
  readonly status: string;
  /** The one event that tells of it; null when it waits for the desk. */
  readonly told: string | null;
}

export function expectedOf({ fate }: StormedParcel): Outcome {
  switch (fate) {
    case 'DELIVERED':
    case 'DELIVERED_LATER':
    case 'SILENT':
      return { status: 'DELIVERED', told: 'shipment.delivered' };
    case 'RETURNED':
      return { status: 'RETURNED', told: 'shipment.returned' };
    case 'LOST':
      return { status: 'LOST', told: 'shipment.lost' };
    case 'UNPROVEN':
    case 'WRONG_CODE':
      return { status: 'DELIVERY_UNPROVEN', told: null };
  }
}

function spread<Name extends string>(shares: Readonly<Record<Name, number>>): readonly Name[] {
  return (Object.keys(shares) as Name[]).flatMap((name) => Array<Name>(shares[name]).fill(name)); // its own keys
}
