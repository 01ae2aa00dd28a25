import { hearRefundAnswer, orderRefund, payOutRefund } from './desk-decisions.js';
import {
  after,
  aPayment,
  assessed,
  bankRefund,
  cash,
  ended,
  failed,
  paid,
  quoted,
  refunded,
  refusalOf,
  report,
  started,
  told,
} from './payment-story.fixture.js';
import type { Payment } from './payment.js';

const due = () => aPayment(assessed(1, true), quoted);
const settled = () => aPayment(assessed(1, true), quoted, started(), told(report(paid()), after(3)));
const underReview = () => aPayment(assessed(1, true), quoted, started(), told(report(paid(), 8_000), after(3)));
const order = (amountVnd: number, expectedBalanceVnd: number) =>
  ({ amountVnd, expectedBalanceVnd, reasonCode: 'EXEMPTION_PROVEN' }) as const;

describe('cash at the desk', () => {
  it('settles what is owed and lies in the cash box', () => {
    expect(aPayment(assessed(1, true), quoted, cash(28_000))).toMatchObject({
      status: 'SETTLED',
      method: 'CASH',
      settledAt: after(2),
      takings: [{ takingId: 'cash-1', method: 'CASH', receivedVnd: 28_000 }],
      balances: { RECEIVABLE: 0, CASH_BOX: 28_000, BANK_CLEARING: 0 },
    });
  });

  it('settles after an attempt that failed', () => {
    const tried = aPayment(assessed(1, true), quoted, started(), told(report(failed), after(1)), cash(28_000));
    expect(tried).toMatchObject({ status: 'SETTLED', method: 'CASH' });
  });

  it.each<[string, Payment, number, string]>([
    ['another sum', due(), 27_999, 'AMOUNT_NOT_DUE'],
    ['what another desk took', aPayment(assessed(1), cash(8_000)), 8_000, 'PAYMENT_ALREADY_SETTLED'],
    ['what was paid at the bank', settled(), 28_000, 'PAYMENT_ALREADY_SETTLED'],
    ['where nothing is owed', aPayment(assessed(0)), 1, 'NOTHING_DUE'],
    ['before the postage is known', aPayment(assessed(1, true)), 8_000, 'NOTHING_DUE'],
    ['while somebody pays at the bank', aPayment(assessed(1), started()), 8_000, 'ATTEMPT_STILL_OPEN'],
    ['while money is looked into', underReview(), 28_000, 'PAYMENT_UNDER_REVIEW'],
    ['before the fees are known', { status: 'NONE' }, 1, 'PAYMENT_NOT_FOUND'],
  ])('is not taken: %s', (_, payment, amountVnd, code) => {
    expect(refusalOf(() => cash(amountVnd)(payment))).toBe(code);
  });
});

describe('a refund the lead decides', () => {
  it('goes by the bank, in part, and the payment stays settled', () => {
    const partly = aPayment(assessed(1, true), quoted, started(), told(report(paid()), after(3)), refunded(5_000));
    expect(partly).toMatchObject({
      status: 'SETTLED',
      refunds: [{ amountVnd: 5_000, status: 'AT_BANK', reasonCode: 'OFFICE_ERROR' }],
      takings: [{ receivedVnd: 28_000, refundedVnd: 5_000 }],
      balances: { RECEIVABLE: 0, FEE_INCOME: -3_000, REFUNDS_PAYABLE: -5_000 },
    });
  });

  it('goes by the desk the second time: the bank takes one for each transaction', () => {
    const twice = aPayment(
      ...[assessed(1, true), quoted, started(), told(report(paid()), after(3))],
      ...[refunded(5_000), bankRefund({ kind: 'DONE' }), refunded(23_000)],
    );
    expect(twice).toMatchObject({
      refunds: [
        { status: 'PAID', paidAt: after(40) },
        { amountVnd: 23_000, status: 'AT_DESK' },
      ],
      balances: { FEE_INCOME: 0, POSTAGE_PAYABLE: 0, REFUNDS_PAYABLE: -23_000, BANK_CLEARING: 23_000 },
    });
  });

  it('is still possible after the procedure kept the money', () => {
    const kept = [assessed(1), cash(8_000), ended('REJECTED', 'KEEP')] as const;
    expect(aPayment(...kept)).toMatchObject({ status: 'CONCLUDED', outcome: 'KEPT' });
    expect(aPayment(...kept, refunded(8_000))).toMatchObject({ status: 'CONCLUDED', refunds: [{ status: 'AT_DESK' }] });
  });

  it.each<[string, Payment, ReturnType<typeof order>, string]>([
    ['more than was paid', settled(), order(28_001, 28_000), 'REFUND_ABOVE_BALANCE'],
    ['nothing', settled(), order(0, 28_000), 'REFUND_ABOVE_BALANCE'],
    ['after a balance that changed', settled(), order(1_000, 20_000), 'BALANCE_CHANGED'],
    ['before anything was paid', due(), order(1_000, 0), 'NOT_SETTLED'],
    ['while money is looked into', underReview(), order(1_000, 0), 'PAYMENT_UNDER_REVIEW'],
    ['of nobody’s payment', { status: 'NONE' }, order(1_000, 0), 'PAYMENT_NOT_FOUND'],
  ])('is refused: %s', (_, payment, asked, code) => {
    expect(refusalOf(() => orderRefund(payment, asked, after(20)))).toBe(code);
  });

  it('is of what counts: money that came a second time is looked into first', () => {
    const twice = aPayment(
      ...[assessed(1, true), quoted, started(), told(report(failed), after(1)), started(after(2))],
      ...[told(report(paid(), 28_000, 2), after(3)), told(report(paid(), 28_000, 1), after(4))],
    );
    expect(twice).toMatchObject({ status: 'SETTLED', balances: { SUSPENSE: -28_000, BANK_CLEARING: 56_000 } });
    expect(refusalOf(() => orderRefund(twice, order(56_000, 56_000), after(20)))).toBe('BALANCE_CHANGED');
    expect(refusalOf(() => orderRefund(twice, order(28_000, 28_000), after(20)))).toBeUndefined();
  });

  it('of two officers with the same balance before them, one is told', () => {
    const first = aPayment(assessed(1), cash(8_000), refunded(8_000));
    expect(refusalOf(() => orderRefund(first, order(8_000, 8_000), after(21)))).toBe('BALANCE_CHANGED');
  });
});

describe('handing out', () => {
  const refundId = 'rfd_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D.1';
  const atBank = () => aPayment(assessed(1), started(), told(report(paid(), 8_000), after(3)), refunded(8_000));
  const atDesk = () => aPayment(assessed(1), cash(8_000), refunded(8_000));

  it('happens once, and not while the bank does it', () => {
    expect(payOutRefund(atDesk(), refundId, 'CASH_BOX', after(30))).toHaveLength(1);
    const handedOut = aPayment(assessed(1), cash(8_000), refunded(8_000), (payment) =>
      payOutRefund(payment, refundId, 'CASH_BOX', after(30)),
    );
    expect(refusalOf(() => payOutRefund(handedOut, refundId, 'CASH_BOX', after(31)))).toBe('REFUND_ALREADY_PAID');
    expect(refusalOf(() => payOutRefund(atBank(), refundId, 'CASH_BOX', after(30)))).toBe('REFUND_AT_BANK');
    expect(refusalOf(() => payOutRefund(due(), refundId, 'CASH_BOX', after(30)))).toBe('REFUND_NOT_FOUND');
  });

  it('the bank’s answer counts once', () => {
    const done = aPayment(
      ...[assessed(1), started(), told(report(paid(), 8_000), after(3)), refunded(8_000)],
      bankRefund({ kind: 'DONE' }),
    );
    expect(hearRefundAnswer(done, refundId, { kind: 'DONE' }, after(60))).toEqual([]);
    expect(hearRefundAnswer(done, refundId, { kind: 'REFUSED', code: 'VNPAY_95' }, after(60))).toEqual([]);
  });
});
