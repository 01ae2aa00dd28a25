import {
  carriedStatusOf,
  movements,
  scanStatuses,
  trusted,
  wayBegins,
  wayWith,
  type CarriedStatus,
  type Scan,
  type Way,
} from './parcel-movement.js';
import { parcelReasonOf } from './parcel-reason.js';
import { scan } from './shipment-story.fixture.js';

const bringing = (status: Exclude<CarriedStatus, 'HANDED_OVER'>): Scan =>
  status === 'DELIVERY_UNPROVEN' ? scan('DELIVERED', 1, 'NOT_PROVEN', false) : scan(status, 1);
const wayOf = (...scans: readonly Scan[]): Way => scans.reduce(wayWith, wayBegins);

describe('the way of a parcel', () => {
  const from = Object.keys(movements) as readonly CarriedStatus[]; // Object.keys forgets that the keys are known
  const rows = from.flatMap((status) => scanStatuses.map((to) => [status, to] as const));

  it.each(rows)('from %s by a later scan %s', (status, to) => {
    const before = status === 'HANDED_OVER' ? wayBegins : wayOf(bringing(status));
    expect(before.status).toBe(status);
    const isSecondTry = status === 'ATTEMPT_FAILED' && to === 'ATTEMPT_FAILED';
    const next = scan(to, 2);
    const target = isSecondTry ? 'RETURNING' : carriedStatusOf(next);
    const moved = wayWith(before, next);
    expect(moved.status).toBe(movements[status].includes(carriedStatusOf(next)) ? target : status);
    expect(moved.scans).toHaveLength(before.scans.length + 1);
  });

  it('never leads back to the hand-over', () => {
    expect(Object.values(movements).flat()).not.toContain('HANDED_OVER');
  });

  it('goes back to the office after two tries, and keeps the reason apart', () => {
    const once = wayOf(scan('OUT_FOR_DELIVERY', 1), scan('ATTEMPT_FAILED', 2, 'NOBODY_HOME'));
    expect(once).toMatchObject({ status: 'ATTEMPT_FAILED', reasonCode: 'NOBODY_HOME', failedAttempts: 1 });
    const again = wayWith(once, scan('OUT_FOR_DELIVERY', 50));
    expect(again).toMatchObject({ status: 'OUT_FOR_DELIVERY', reasonCode: null });
    const twice = wayWith(again, scan('ATTEMPT_FAILED', 51, 'MOVED'));
    expect(twice).toMatchObject({ status: 'RETURNING', reasonCode: 'MOVED', failedAttempts: 2 });
    expect(wayOf(...twice.scans, scan('RETURNING', 52), scan('RETURNED', 70))).toMatchObject({
      ...{ status: 'RETURNED', reasonCode: 'MOVED', failedAttempts: 2 },
    });
  });

  it('ends once: nothing that is heard afterwards moves the parcel, early or late', () => {
    const lost = wayOf(scan('IN_TRANSIT', 1), scan('LOST', 10));
    for (const more of scanStatuses.flatMap((status) => [scan(status, 5), scan(status, 20)])) {
      expect(wayWith(lost, more)).toMatchObject({ status: 'LOST', failedAttempts: 0 });
    }
  });

  it('ends at the receiver only with their code; else the desk looks, and the carrier may say better', () => {
    const unproven = wayOf(scan('OUT_FOR_DELIVERY', 1), scan('DELIVERED', 2, 'NOT_PROVEN', false));
    expect(unproven).toMatchObject({ status: 'DELIVERY_UNPROVEN', reasonCode: 'NOT_PROVEN' });
    expect(wayWith(unproven, scan('DELIVERED', 3))).toMatchObject({ status: 'DELIVERED', reasonCode: null });
    expect(wayWith(unproven, scan('RETURNED', 3))).toMatchObject({ status: 'RETURNED' });
  });

  it('believes no code after five wrong ones', () => {
    const guesses = (count: number) =>
      wayOf(...Array.from({ length: count }, (_, hour) => scan('DELIVERED', hour, 'CODE_WRONG', false)));
    const right = scan('DELIVERED', 20);
    expect(trusted(guesses(4), right)).toEqual(right);
    expect(trusted(guesses(5), right)).toMatchObject({ isProven: false, reasonCode: 'CODE_WRONG' });
  });

  it('is told in our own reasons, whatever words the carrier has for them', () => {
    expect(['NOBODY_HOME', 'REFUSED', 'DOG_BITES', 'constructor'].map(parcelReasonOf)).toEqual([
      ...['NOBODY_HOME', 'REFUSED', 'OTHER', 'OTHER'],
    ]);
    expect(parcelReasonOf(null)).toBeNull();
  });
});
