import fc from 'fast-check';
import {
  carriedStatusOf,
  isUnderWay,
  scanStatuses,
  wayBegins,
  wayWith,
  type Scan,
  type ScanStatus,
  type Way,
} from './domain/parcel-movement.js';
import { scan } from './domain/shipment-story.fixture.js';

const wayOf = (...scans: readonly Scan[]): Way => scans.reduce(wayWith, wayBegins);

describe('the way of a parcel', () => {
  it('is the same in whatever order its scans are heard', () => {
    const statuses = fc.array(fc.constantFrom(...scanStatuses.filter((status) => status !== 'LOST')), { maxLength: 8 });
    const story = statuses
      .map((list): readonly ScanStatus[] => {
        const end = list.findIndex((status) => !isUnderWay(carriedStatusOf({ status, isProven: true })));
        return end === -1 ? list : list.slice(0, end + 1);
      })
      .map((list) => list.map((status, hour) => scan(status, hour)));
    const told = story.chain((scans) =>
      fc.tuple(fc.constant(scans), fc.shuffledSubarray([...scans], { minLength: scans.length })),
    );
    fc.assert(
      fc.property(told, ([inOrder, shuffled]) => {
        const isEnded = inOrder.some((each) => !isUnderWay(carriedStatusOf(each)));
        const [one, other] = [wayOf(...inOrder), wayOf(...shuffled)];
        expect(other.scans).toEqual(one.scans);
        expect(other.status).toBe(one.status);
        // How often it was tried before its end is counted as far as it was heard by then.
        if (!isEnded) expect(other).toEqual(one);
      }),
    );
  });
});
