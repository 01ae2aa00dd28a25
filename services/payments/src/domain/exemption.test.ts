import {
  after,
  aPayment,
  assessed,
  cash,
  ended,
  exempted,
  failed,
  paid,
  quoted,
  reassessed,
  refunded,
  refusalOf,
  report,
  started,
  suspect,
  told,
  type Happening,
} from './payment-story.fixture.js';

describe('a fee somebody need not pay', () => {
  it('is not owed, postage is', () => {
    expect(aPayment(assessed(2, true), quoted, exempted())).toMatchObject({
      status: 'DUE',
      amountVnd: 20_000,
      items: [{ key: 'extractCopy', amountVnd: 0, quantity: 2, totalVnd: 0 }, { key: 'postage' }],
      exemptions: [{ itemKey: 'extractCopy', ground: 'POOR', proof: 'SHOWN', waivedVnd: 16_000, grantedAt: after(10) }],
      balances: { RECEIVABLE: 20_000, FEE_INCOME: 0, POSTAGE_PAYABLE: -20_000 },
    });
    expect(aPayment(assessed(2, true), quoted, exempted(), started(after(11)))).toMatchObject({
      attempts: [{ amountVnd: 20_000 }],
    });
  });

  it('settles what was nothing else', () => {
    expect(aPayment(assessed(2), exempted())).toMatchObject({
      ...{ status: 'SETTLED', method: 'NOTHING_DUE', amountVnd: 0, takings: [], receiptSince: null },
    });
  });

  it('goes back when it was paid, with its reason', () => {
    const paidAtBank = [assessed(1, true), quoted, started(), told(report(paid()), after(3))];
    expect(aPayment(...paidAtBank, exempted())).toMatchObject({
      status: 'SETTLED',
      refunds: [{ amountVnd: 8_000, reasonCode: 'EXEMPTION_PROVEN', status: 'AT_BANK' }],
      balances: { RECEIVABLE: 0, FEE_INCOME: 0, REFUNDS_PAYABLE: -8_000, BANK_CLEARING: 28_000 },
    });
  });

  it('does not go back twice when the lead gave it back before', () => {
    expect(aPayment(assessed(1), cash(8_000), refunded(8_000), exempted('extractCopy', after(30)))).toMatchObject({
      refunds: [{ amountVnd: 8_000 }],
      balances: { FEE_INCOME: 0, RECEIVABLE: 0, REFUNDS_PAYABLE: -8_000 },
    });
  });

  it('stays so when the fees are reckoned again', () => {
    expect(aPayment(assessed(1, true), quoted, exempted(), reassessed(3))).toMatchObject({
      status: 'DUE',
      items: [{ quantity: 3, totalVnd: 0 }, { key: 'postage' }],
      balances: { RECEIVABLE: 20_000, FEE_INCOME: 0 },
    });
  });

  it('that was declared and not proven is owed after all', () => {
    expect(aPayment(assessed(0), reassessed(1))).toMatchObject({ status: 'DUE', balances: { RECEIVABLE: 8_000 } });
  });
});

describe('an exemption is refused', () => {
  const due = [assessed(1, true), quoted];
  it.each<[string, readonly Happening[], string, string]>([
    ['for what is not in it', due, 'another', 'ITEM_NOT_FOUND'],
    ['for the postage', due, 'postage', 'POSTAGE_NOT_EXEMPT'],
    ['twice', [...due, exempted()], 'extractCopy', 'ALREADY_EXEMPT'],
    ['while somebody pays', [...due, started()], 'extractCopy', 'ATTEMPT_STILL_OPEN'],
    ['under review', [...due, started(), told(report(suspect), after(3))], 'extractCopy', 'PAYMENT_UNDER_REVIEW'],
    ['before the postage is known', [assessed(1, true)], 'extractCopy', 'NOTHING_DUE'],
    ['before the fees are', [quoted], 'extractCopy', 'PAYMENT_NOT_FOUND'],
    ['after the end', [...due, ended('REJECTED')], 'extractCopy', 'DOSSIER_ENDED'],
    ['while the end is watched', [...due, started(), ended('WITHDRAWN')], 'extractCopy', 'DOSSIER_ENDED'],
  ])('%s', (_when, happenings, itemKey, code) => {
    expect(refusalOf(() => exempted(itemKey)(aPayment(...happenings)))).toBe(code);
  });

  it('not after an attempt that failed', () => {
    const tried = aPayment(...due, started(), told(report(failed), after(1)));
    expect(refusalOf(() => exempted()(tried))).toBeUndefined();
  });
});
