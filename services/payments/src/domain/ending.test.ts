import { changeOffice } from './ending.js';
import { noBalances } from './ledger.js';
import {
  after,
  aPayment,
  assessed,
  bankRefund,
  cash,
  ended,
  failed,
  notFound,
  paid,
  paidOut,
  quoted,
  refusalOf,
  report,
  started,
  told,
  type Happening,
} from './payment-story.fixture.js';
import { endings, type Ending } from './refund-rule.js';

const settledByBank = () => aPayment(assessed(1, true), quoted, started(), told(report(paid()), after(3)));
const done = { kind: 'DONE' } as const;
const went = (...happenings: readonly Happening[]) => aPayment(assessed(1, true), quoted, ...happenings);

describe('a dossier that ends without a result', () => {
  it.each<[string, readonly Happening[]]>([
    ['its postage is not known', [assessed(1, true)]],
    ['nothing was due', [assessed(0)]],
    ['nobody paid', [assessed(1)]],
    ['an attempt failed', [assessed(1, true), quoted, started(), told(report(failed), after(3))]],
  ])('is concluded at once with nothing paid when %s', (_, story) => {
    expect(aPayment(...story, ended('DECLINED'))).toMatchObject({
      status: 'CONCLUDED',
      outcome: 'NOTHING_PAID',
      balances: noBalances,
    });
  });

  it.each(endings)('%s: what the bank took is asked back of the bank, then it is concluded', (ending: Ending) => {
    const closing = went(started(), told(report(paid()), after(3)), ended(ending));
    expect(closing).toMatchObject({
      status: 'CLOSING',
      refundSince: after(30),
      refunds: [{ amountVnd: 28_000, status: 'AT_BANK', reasonCode: 'DOSSIER_ENDED', takingId: 'P2611230000001A1' }],
    });
    const concluded = went(started(), told(report(paid()), after(3)), ended(ending), bankRefund(done));
    expect(concluded).toMatchObject({
      status: 'CONCLUDED',
      outcome: 'REFUNDED',
      concludedAt: after(40),
      refundSince: null,
      balances: noBalances,
    });
  });

  it('keeps what was paid where the rule says so, and asks for nothing more', () => {
    expect(went(started(), told(report(paid()), after(3)), ended('REJECTED', 'KEEP'))).toMatchObject({
      status: 'CONCLUDED',
      outcome: 'KEPT',
      refunds: [],
      balances: { BANK_CLEARING: 28_000, RECEIVABLE: 0, FEE_INCOME: -8_000, POSTAGE_PAYABLE: -20_000 },
    });
    expect(went(ended('REJECTED', 'KEEP'))).toMatchObject({ outcome: 'NOTHING_PAID', balances: noBalances });
  });

  it('waits for the desk to hand out what the desk took', () => {
    const closing = went(cash(28_000), ended('WITHDRAWN'));
    expect(closing).toMatchObject({ status: 'CLOSING', refunds: [{ status: 'AT_DESK', amountVnd: 28_000 }] });
    const refundId = 'rfd_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D.1';
    expect(went(cash(28_000), ended('WITHDRAWN'), paidOut(refundId))).toMatchObject({
      status: 'CONCLUDED',
      outcome: 'REFUNDED',
      refunds: [{ refundId, status: 'PAID', paidAt: after(50) }],
      balances: noBalances,
    });
  });

  it('goes to the desk when the bank does not give it back', () => {
    const refused = bankRefund({ kind: 'REFUSED', code: 'VNPAY_95' });
    const closing = went(started(), told(report(paid()), after(3)), ended('STOPPED'), refused);
    expect(closing).toMatchObject({
      status: 'CLOSING',
      refundSince: null,
      refunds: [{ status: 'AT_DESK', refusedCode: 'VNPAY_95' }],
    });
  });

  it('watches an open attempt to its end', () => {
    const open = [assessed(1, true), quoted, started(), ended('WITHDRAWN', 'REFUND', after(1))] as const;
    expect(aPayment(...open)).toMatchObject({ status: 'CLOSING', openSince: after(0) });
    expect(aPayment(...open, told(report(notFound, null), after(15)))).toMatchObject({
      status: 'CONCLUDED',
      outcome: 'NOTHING_PAID',
    });
  });

  it.each(['REFUND', 'KEEP'] as const)('gives back money that comes in after the end, by the rule %s too', (rule) => {
    const paidAfterwards = went(started(), ended('WITHDRAWN', rule, after(1)), told(report(paid()), after(2)));
    expect(paidAfterwards).toMatchObject({ status: 'CLOSING', refunds: [{ amountVnd: 28_000, status: 'AT_BANK' }] });
  });

  it('waits for the review of money that nobody can place', () => {
    const wrong = told(report(paid(), 9_000), after(2));
    expect(went(started(), ended('REJECTED', 'REFUND', after(1)), wrong)).toMatchObject({
      status: 'CLOSING',
      attempts: [{ status: 'UNDER_REVIEW' }],
    });
  });

  it('is concluded once: late money is looked into and does not open it again', () => {
    const late = told(report(paid()), after(40));
    const story = [started(), told(report(notFound, null), after(15)), ended('REJECTED')] as const;
    expect(went(...story)).toMatchObject({ status: 'CONCLUDED' });
    expect(went(...story, late)).toMatchObject({
      status: 'CONCLUDED',
      attempts: [{ status: 'UNDER_REVIEW', reasonCode: 'LATE_SUCCESS' }],
      balances: { SUSPENSE: -28_000 },
    });
  });

  it('ends once', () => {
    expect(ended('STOPPED')(went(ended('WITHDRAWN')))).toEqual([]);
    expect(quoted(aPayment(assessed(1, true), ended('WITHDRAWN')))).toEqual([]);
    expect(refusalOf(() => ended('STOPPED')({ status: 'NONE' }))).toBe('PAYMENT_NOT_FOUND');
  });

  it('takes no money any more', () => {
    expect(refusalOf(() => started()(went(ended('WITHDRAWN'))))).toBe('DOSSIER_ENDED');
    expect(refusalOf(() => cash(28_000)(went(ended('WITHDRAWN'))))).toBe('DOSSIER_ENDED');
  });
});

describe('a dossier that goes to another office', () => {
  it('takes its payment with it, once', () => {
    const [fact] = changeOffice(settledByBank(), 'off_elsewhere');
    expect(fact).toEqual({ type: 'OfficeChanged', officeId: 'off_elsewhere' });
    const moved = aPayment(assessed(1), (payment) => changeOffice(payment, 'off_elsewhere'));
    expect(moved).toMatchObject({ officeId: 'off_elsewhere', status: 'DUE' });
    expect(changeOffice(moved, 'off_elsewhere')).toEqual([]);
    expect(refusalOf(() => changeOffice({ status: 'NONE' }, 'off_elsewhere'))).toBe('PAYMENT_NOT_FOUND');
  });
});
