import {
  after,
  aPayment,
  assessed,
  bankRefund,
  cash,
  ended,
  notFound,
  paid,
  paidOut,
  quoted,
  refunded,
  report,
  resolved,
  started,
  suspect,
  told,
  type Happening,
} from './payment-story.fixture.js';
import { isOwed } from './payment.js';
import { isOfOffice } from './access.js';

const waitsSince = (...happenings: readonly Happening[]) => {
  const payment = aPayment(assessed(1, true), quoted, ...happenings);
  return isOwed(payment) ? payment.handleSince : undefined;
};
const giveBack = (attempt: number) =>
  ({ attemptId: `P2611230000001A${attempt}`, decision: 'GIVE_BACK', receivedVnd: null }) as const;
const refundId = 'rfd_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D.1';

describe('a payment waits for a person', () => {
  it('not while it is due, paid at the bank or given back by it', () => {
    expect(waitsSince()).toBeNull();
    expect(waitsSince(started(), told(report(paid()), after(3)))).toBeNull();
    expect(waitsSince(started(), told(report(paid()), after(3)), refunded(28_000))).toBeNull();
  });

  it('from a review until it is resolved', () => {
    const reviewed = [started(), told(report(suspect), after(3))];
    expect(waitsSince(...reviewed)).toEqual(after(3));
    expect(waitsSince(...reviewed, resolved({ ...giveBack(1), decision: 'NOTHING_CAME' }))).toBeNull();
  });

  it('from the first of two reviews', () => {
    const [first, second] = [report(paid(), 28_000, 1), report(paid(), 28_000, 2)];
    const late = [
      ...[started(), told(report(notFound, null, 1), after(15)), started(after(16))],
      ...[told(report(notFound, null, 2), after(32)), told(second, after(33)), told(first, after(34))],
    ];
    expect(waitsSince(...late)).toEqual(after(33));
    expect(waitsSince(...late, resolved(giveBack(2)))).toEqual(after(34));
    expect(waitsSince(...late, resolved(giveBack(2)), resolved(giveBack(1)))).toBeNull();
  });

  it('from a refund of cash until it is handed out', () => {
    const promised = [cash(28_000), refunded(5_000, after(20))];
    expect(waitsSince(...promised)).toEqual(after(20));
    expect(waitsSince(...promised, paidOut(refundId))).toBeNull();
  });

  it('for a refund the bank did not do, also of a dossier that ended', () => {
    const gone = [started(), told(report(paid()), after(3)), ended('REJECTED', 'REFUND', after(30))];
    expect(waitsSince(...gone)).toBeNull();
    expect(waitsSince(...gone, bankRefund({ kind: 'REFUSED', code: '95' }))).toEqual(after(30));
  });
});

describe('what concerns an office as a whole', () => {
  it('is for its officers only', () => {
    const officer = { kind: 'officer', officeId: 'off_ha-dong', roles: [] } as const;
    expect(isOfOffice(officer, 'off_ha-dong')).toBe(true);
    expect(isOfOffice({ ...officer, officeId: 'off_elsewhere' }, 'off_ha-dong')).toBe(false);
    expect(isOfOffice({ kind: 'citizen', applicantKey: 'apk' }, 'off_ha-dong')).toBe(false);
    expect(isOfOffice({ kind: 'guest', opens: 'dos_1' }, 'off_ha-dong')).toBe(false);
    expect(isOfOffice({ kind: 'other' }, 'off_ha-dong')).toBe(false);
  });
});
