import {
  after,
  aPayment,
  assessed,
  cash,
  ended,
  fees,
  paid,
  quoted,
  reassessed,
  refunded,
  refusalOf,
  report,
  started,
  told,
} from './payment-story.fixture.js';
import { reassessFees } from './reassess.js';

describe('fees that an answer to a supplement request changed', () => {
  it('are owed instead while nothing is paid, postage stays', () => {
    expect(aPayment(assessed(1, true), quoted, reassessed(3))).toMatchObject({
      status: 'DUE',
      amountVnd: 44_000,
      items: [{ quantity: 3 }, { key: 'postage' }],
      balances: { RECEIVABLE: 44_000, FEE_INCOME: -24_000 },
    });
  });

  it('are still owed in part after something was paid', () => {
    expect(aPayment(assessed(1), cash(8_000), reassessed(2))).toMatchObject({
      status: 'DUE',
      amountVnd: 16_000,
      dueSince: after(20),
      balances: { RECEIVABLE: 8_000, CASH_BOX: 8_000 },
    });
    expect(aPayment(assessed(1), cash(8_000), reassessed(2), cash(8_000, after(25)))).toMatchObject({
      status: 'SETTLED',
      settledAt: after(25),
      takings: [{ takingId: 'cash-1' }, { takingId: 'cash-2' }],
    });
  });

  it('that became lower go back', () => {
    expect(aPayment(assessed(3), cash(24_000), reassessed(1))).toMatchObject({
      status: 'SETTLED',
      refunds: [{ amountVnd: 16_000, reasonCode: 'OVERPAID', status: 'AT_DESK' }],
      balances: { RECEIVABLE: 0, REFUNDS_PAYABLE: -16_000, FEE_INCOME: -8_000 },
    });
  });

  it('that became lower do not go back again where the lead gave them back before', () => {
    expect(aPayment(assessed(3), cash(24_000), refunded(24_000), reassessed(1, after(30)))).toMatchObject({
      amountVnd: 8_000,
      refunds: [{ amountVnd: 24_000 }],
      balances: { RECEIVABLE: 0, FEE_INCOME: 0, REFUNDS_PAYABLE: -24_000 },
    });
    expect(aPayment(assessed(3), cash(24_000), refunded(12_000), reassessed(1, after(30)))).toMatchObject({
      refunds: [{ amountVnd: 12_000 }, { amountVnd: 12_000, reasonCode: 'OVERPAID' }],
      balances: { RECEIVABLE: 0, FEE_INCOME: 0, REFUNDS_PAYABLE: -24_000 },
    });
  });

  it('that became nothing settle what was due', () => {
    expect(aPayment(assessed(1), reassessed(0))).toMatchObject({ status: 'SETTLED', method: 'NOTHING_DUE' });
  });

  it('are known before the postage is', () => {
    expect(aPayment(assessed(1, true), reassessed(2), quoted)).toMatchObject({ status: 'DUE', amountVnd: 36_000 });
  });

  it('meet an attempt over the old amount: what is left is asked for', () => {
    const paidOld = aPayment(assessed(1), started(), reassessed(2, after(1)), told(report(paid(), 8_000), after(3)));
    expect(paidOld).toMatchObject({ status: 'DUE', balances: { RECEIVABLE: 8_000, BANK_CLEARING: 8_000 } });
  });

  it('change nothing when they are the same, or the dossier is over', () => {
    expect(reassessed(1)(aPayment(assessed(1)))).toEqual([]);
    expect(reassessed(2)(aPayment(assessed(1), ended('STOPPED')))).toEqual([]);
  });

  it('are refused when they do not add up or nobody knows the payment', () => {
    const wrong = { ...fees(1, false), feeTotalVnd: 1 };
    expect(refusalOf(() => reassessFees(aPayment(assessed(1)), wrong, after(20)))).toBe('FEES_DO_NOT_ADD_UP');
    expect(refusalOf(() => reassessed(1)({ status: 'NONE' }))).toBe('PAYMENT_NOT_FOUND');
  });
});
