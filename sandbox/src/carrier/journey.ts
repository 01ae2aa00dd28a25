import { fieldsOf } from '../fields.js';
import { Refused } from '../refused.js';

export const scanStatuses = [
  'ACCEPTED',
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
  'ATTEMPT_FAILED',
  'RETURNING',
  'RETURNED',
  'LOST',
] as const;
export type ScanStatus = (typeof scanStatuses)[number];

/** What happens to a parcel, and when after it was accepted. */
export interface Leg {
  readonly status: ScanStatus;
  readonly afterMs: number;
  readonly reasonCode?: string;
  /** At a delivery: the receiver keeps the code to themselves, or tells another one. */
  readonly door?: DoorFault;
  /** Scanned, and no webhook tells of it: whoever wants to know has to ask. */
  readonly untold?: true;
}

const doorFaults = ['SILENT', 'WRONG_CODE'] as const;
type DoorFault = (typeof doorFaults)[number];

const hourMs = 3_600_000;
const longestMs = 365 * 24 * hourMs;
const endings: readonly ScanStatus[] = ['DELIVERED', 'RETURNED', 'LOST'];

export const usualJourney: readonly Leg[] = [
  { status: 'ACCEPTED', afterMs: 0 },
  { status: 'IN_TRANSIT', afterMs: 4 * hourMs },
  { status: 'OUT_FOR_DELIVERY', afterMs: 24 * hourMs },
  { status: 'DELIVERED', afterMs: 28 * hourMs },
];

/** `[{"status", "afterMs", "reasonCode"?, "door"?, "untold"?}]`, from ACCEPTED at 0, in order of time, nothing behind an ending. */
export function parseJourney(value: unknown): readonly Leg[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > 20) throw wrong('a list of 1 to 20 legs');
  const legs = value.map(parseLeg);
  legs.forEach((leg, index) => {
    const previous = legs[index - 1];
    if (previous === undefined && (leg.status !== 'ACCEPTED' || leg.afterMs !== 0))
      throw wrong('ACCEPTED after 0 ms first');
    if (previous === undefined) return;
    if (leg.afterMs < previous.afterMs) throw wrong('legs in order of time');
    if (leg.status === 'ACCEPTED' || endings.includes(previous.status)) throw wrong('one beginning and one ending');
  });
  return legs;
}

function parseLeg(value: unknown): Leg {
  const fields = fieldsOf(value);
  const status = scanStatuses.find((known) => known === fields.text('status'));
  if (status === undefined) throw wrong(`a status of ${scanStatuses.join(', ')}`);
  const reasonCode = fields.optionalText('reasonCode');
  const afterMs = fields.integer('afterMs', { min: 0, max: longestMs });
  const written = fields.optionalText('door');
  const door = doorFaults.find((known) => known === written);
  if (written !== undefined && door === undefined) throw wrong(`a door of ${doorFaults.join(', ')}`);
  const untold = fields.has('untold') && fields.unknown('untold') === true;
  return {
    ...{ status, afterMs },
    ...(reasonCode === undefined ? {} : { reasonCode }),
    ...(door === undefined ? {} : { door }),
    ...(untold ? { untold } : {}),
  };
}

const wrong = (expected: string) => new Refused(400, 'JOURNEY_WRONG', `a journey is ${expected}`);
