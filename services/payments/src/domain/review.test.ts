import {
  after,
  aPayment,
  assessed,
  bankRefund,
  ended,
  evolved,
  failed,
  notFound,
  paid,
  quoted,
  refusalOf,
  report,
  resolved,
  started,
  suspect,
  told,
  type Happening,
} from './payment-story.fixture.js';
import type { ReviewOrder } from './review.js';
import type { Payment } from './payment.js';

const attemptId = 'P2611230000001A1';
const take = { attemptId, decision: 'TAKE', receivedVnd: null } as const;
const giveBack = { attemptId, decision: 'GIVE_BACK', receivedVnd: null } as const;
const nothingCame = { attemptId, decision: 'NOTHING_CAME', receivedVnd: null } as const;
const paidAs = (amountVnd: number, ...more: readonly Happening[]) =>
  aPayment(assessed(1, true), quoted, started(), told(report(paid(), amountVnd), after(3)), ...more);
const lateSuccess = (...more: readonly Happening[]) =>
  aPayment(
    ...[assessed(1, true), quoted, started(), told(report(notFound, null), after(15)), told(report(paid()), after(20))],
    ...more,
  );
const suspected = (...more: readonly Happening[]) =>
  aPayment(assessed(1, true), quoted, started(), told(report(suspect), after(3)), ...more);

describe('money taken after a look at it', () => {
  it('settles when it is all that is owed', () => {
    expect(lateSuccess(resolved(take))).toMatchObject({
      status: 'SETTLED',
      method: 'VNPAY',
      attempts: [{ status: 'SUCCEEDED', transactionNo: '14831393' }],
      takings: [{ standing: 'COUNTED' }],
      balances: { RECEIVABLE: 0, SUSPENSE: 0, BANK_CLEARING: 28_000 },
    });
  });

  it('leaves the rest owed when it is less, and the next attempt is over the rest', () => {
    expect(paidAs(8_000, resolved(take))).toMatchObject({ status: 'DUE', balances: { RECEIVABLE: 20_000 } });
    expect(paidAs(8_000, resolved(take), started(after(70)))).toMatchObject({
      attempts: [{ status: 'SUCCEEDED' }, { status: 'STARTED', amountVnd: 20_000 }],
    });
  });

  it('goes back in part when it is more', () => {
    expect(paidAs(30_000, resolved(take))).toMatchObject({
      status: 'SETTLED',
      refunds: [{ amountVnd: 2_000, reasonCode: 'OVERPAID', status: 'AT_BANK' }],
      balances: { RECEIVABLE: 0, REFUNDS_PAYABLE: -2_000 },
    });
  });

  it('the bank was not sure of is booked as its statement shows it', () => {
    expect(suspected(resolved({ ...take, receivedVnd: 28_000 }))).toMatchObject({
      status: 'SETTLED',
      takings: [{ receivedVnd: 28_000 }],
      balances: { SUSPENSE: 0, BANK_CLEARING: 28_000 },
    });
  });
});

describe('money given back after a look at it', () => {
  it('leaves the payment due', () => {
    expect(lateSuccess(resolved(giveBack))).toMatchObject({
      status: 'DUE',
      attempts: [{ status: 'GIVEN_BACK' }],
      refunds: [{ amountVnd: 28_000, reasonCode: 'REVIEW', status: 'AT_BANK' }],
      balances: { RECEIVABLE: 28_000, SUSPENSE: 0, REFUNDS_PAYABLE: -28_000 },
    });
  });

  it('is not booked again when the bank calls again', () => {
    expect(told(report(paid()), after(70))(lateSuccess(resolved(giveBack)))).toEqual([]);
  });

  it('after a dossier ended concludes it, once it went back', () => {
    const over = [resolved(giveBack), bankRefund({ kind: 'DONE' }, after(61))] as const;
    expect(lateSuccess(ended('REJECTED'))).toMatchObject({ status: 'CLOSING' });
    expect(lateSuccess(ended('REJECTED'), ...over)).toMatchObject({ status: 'CONCLUDED', outcome: 'REFUNDED' });
    expect(lateSuccess(ended('REJECTED'), resolved(take))).toMatchObject({
      status: 'CLOSING',
      refunds: [{ amountVnd: 28_000, reasonCode: 'DOSSIER_ENDED' }],
    });
  });
});

describe('money that never came', () => {
  it('ends the attempt, and it may be tried again', () => {
    expect(suspected(resolved(nothingCame))).toMatchObject({
      status: 'DUE',
      attempts: [{ status: 'FAILED', reasonCode: 'NOTHING_CAME' }],
      balances: { BANK_CLEARING: 0 },
    });
  });

  it('and comes after all is looked into again', () => {
    expect(suspected(resolved(nothingCame), told(report(paid()), after(70)))).toMatchObject({ status: 'UNDER_REVIEW' });
  });
});

describe('two attempts under review', () => {
  it('are decided one by one', () => {
    const both = aPayment(
      ...[assessed(1, true), quoted, started(), told(report(failed), after(3)), started(after(4))],
      ...[told(report(paid()), after(5)), told(report(paid(), 28_000, 2), after(6))],
    );
    expect(both).toMatchObject({ status: 'UNDER_REVIEW', balances: { SUSPENSE: -56_000 } });
    const afterOne = resolvedOf(both, take);
    expect(afterOne).toMatchObject({ status: 'UNDER_REVIEW', balances: { SUSPENSE: -28_000, RECEIVABLE: 0 } });
    expect(resolvedOf(afterOne, { ...giveBack, attemptId: 'P2611230000001A2' })).toMatchObject({
      status: 'SETTLED',
      refunds: [{ takingId: 'P2611230000001A2' }],
    });
  });
});

describe('a decision is refused', () => {
  it.each<[string, Payment, ReviewOrder, string]>([
    ['about no attempt', lateSuccess(), { ...take, attemptId: 'P1' }, 'ATTEMPT_NOT_FOUND'],
    ['about nobody’s payment', { status: 'NONE' }, take, 'ATTEMPT_NOT_FOUND'],
    ['about an attempt that is clear', paidAs(28_000), take, 'NOT_UNDER_REVIEW'],
    ['without a sum where the bank was not sure', suspected(), take, 'RECEIVED_AMOUNT_NEEDED'],
    ['with no real sum', suspected(), { ...take, receivedVnd: 0 }, 'RECEIVED_AMOUNT_DIFFERS'],
    ['with another sum than came in', lateSuccess(), { ...take, receivedVnd: 27_000 }, 'RECEIVED_AMOUNT_DIFFERS'],
    ['that says nothing came where something did', lateSuccess(), nothingCame, 'MONEY_IS_BOOKED'],
  ])('%s', (_, payment, order, code) => {
    expect(refusalOf(() => resolved(order)(payment))).toBe(code);
  });
});

function resolvedOf(payment: Payment, order: ReviewOrder): Payment {
  return evolved(payment, resolved(order)(payment));
}
