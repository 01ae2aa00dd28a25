import type { BankReport } from './bank-report.js';
import { judgeReport } from './judge-report.js';
import {
  after,
  aPayment,
  assessed,
  bankRefund,
  evolved,
  failed,
  notFound,
  paid,
  quoted,
  refunded,
  report,
  started,
  suspect,
  told,
  unfinished,
} from './payment-story.fixture.js';
import type { Payment } from './payment.js';

const tried = () => aPayment(assessed(1, true), quoted, started());
const afterFailure = () => aPayment(assessed(1, true), quoted, started(), told(report(failed), after(3)));
const afterExpiry = () => aPayment(assessed(1, true), quoted, started(), told(report(notFound, null), after(15)));
const settled = () => aPayment(assessed(1, true), quoted, started(), told(report(paid()), after(3)));

describe('the bank says the money was taken', () => {
  it('settles the payment and books bank against receivable', () => {
    const { verdict, payment } = hear(tried(), report(paid(after(4))), 5);
    expect(verdict).toBe('RECORDED');
    expect(payment).toMatchObject({
      status: 'SETTLED',
      method: 'VNPAY',
      settledAt: after(5),
      openSince: null,
      attempts: [{ status: 'SUCCEEDED', transactionNo: '14831393', paidAt: after(4) }],
      balances: { RECEIVABLE: 0, BANK_CLEARING: 28_000, SUSPENSE: 0 },
    });
  });

  it('changes nothing the second time', () => {
    expect(judgeReport(settled(), report(paid()), after(6))).toEqual({ verdict: 'ALREADY_FINAL', facts: [] });
  });

  it('goes to review when it comes late and the bank does not say that it was in time', () => {
    const { verdict, payment } = hear(tried(), report(paid()), 16);
    expect(verdict).toBe('RECORDED');
    expect(payment).toMatchObject({
      status: 'UNDER_REVIEW',
      reasonCode: 'LATE_SUCCESS',
      balances: { RECEIVABLE: 28_000, BANK_CLEARING: 28_000, SUSPENSE: -28_000 },
    });
  });

  it('settles when it is told late and was paid in time', () => {
    expect(hear(tried(), report(paid(after(14))), 40).payment).toMatchObject({ status: 'SETTLED' });
  });

  it('goes to review when the attempt had expired', () => {
    const { verdict, payment } = hear(afterExpiry(), report(paid(after(14))), 20);
    expect(verdict).toBe('RECORDED');
    expect(payment).toMatchObject({ status: 'UNDER_REVIEW', reasonCode: 'LATE_SUCCESS' });
  });

  it('goes to review when the bank had reported a failure, and tells the bank to stop', () => {
    const { verdict, payment } = hear(afterFailure(), report(paid(after(4))), 5);
    expect(verdict).toBe('ALREADY_FINAL');
    expect(payment).toMatchObject({ status: 'UNDER_REVIEW', attempts: [{ status: 'UNDER_REVIEW' }] });
  });

  it('never settles twice: a second success goes to review and the payment stays settled', () => {
    const twice = evolved(
      aPayment(assessed(1, true), quoted, started(), told(report(failed), after(3)), started(after(4))),
      [],
    );
    const paidOnce = hear(twice, report(paid(), 28_000, 2), 6).payment;
    const { payment } = hear(paidOnce, report(paid(), 28_000, 1), 7);
    expect(payment).toMatchObject({
      status: 'SETTLED',
      attempts: [{ status: 'UNDER_REVIEW' }, { status: 'SUCCEEDED' }],
      balances: { RECEIVABLE: 0, BANK_CLEARING: 56_000, SUSPENSE: -28_000 },
    });
  });

  it('goes to review after everything was given back', () => {
    const givenBack = aPayment(
      ...[assessed(1, true), quoted, started(), told(report(notFound, null), after(15)), started(after(16))],
      ...[told(report(paid(), 28_000, 2), after(17)), refunded(28_000), bankRefund({ kind: 'DONE' })],
    );
    expect(hear(givenBack, report(paid(), 28_000, 1), 50).payment).toMatchObject({
      attempts: [{ status: 'UNDER_REVIEW', reasonCode: 'LATE_SUCCESS' }, { status: 'SUCCEEDED' }],
      balances: { SUSPENSE: -28_000, BANK_CLEARING: 28_000, REFUNDS_PAYABLE: 0 },
    });
  });

  it('settles nothing while an earlier attempt is under review', () => {
    const reviewed = aPayment(
      assessed(1, true),
      quoted,
      started(),
      told(report(failed), after(3)),
      started(after(4)),
      told(report(paid()), after(5)),
    );
    expect(reviewed).toMatchObject({ status: 'UNDER_REVIEW', openSince: after(4) });
    expect(hear(reviewed, report(paid(), 28_000, 2), 6).payment).toMatchObject({
      status: 'UNDER_REVIEW',
      attempts: [{ status: 'UNDER_REVIEW' }, { status: 'UNDER_REVIEW', reasonCode: 'LATE_SUCCESS' }],
    });
  });
});

describe('the bank names another amount', () => {
  it.each([8_000, 28_001, null])('goes to review: %p', (amountVnd) => {
    const { verdict, payment } = hear(tried(), report(paid(), amountVnd), 5);
    expect(verdict).toBe('WRONG_AMOUNT');
    expect(payment).toMatchObject({ status: 'UNDER_REVIEW', reasonCode: 'WRONG_AMOUNT' });
  });

  it('keeps what came in suspense, and nothing settles', () => {
    expect(hear(tried(), report(paid(), 8_000), 5).payment).toMatchObject({
      balances: { RECEIVABLE: 28_000, BANK_CLEARING: 8_000, SUSPENSE: -8_000 },
    });
  });

  it('is answered as a wrong amount again, with no second effect', () => {
    const { payment } = hear(tried(), report(paid(), 8_000), 5);
    expect(judgeReport(payment, report(paid(), 8_000), after(10))).toEqual({ verdict: 'WRONG_AMOUNT', facts: [] });
    expect(judgeReport(settled(), report(paid(), 8_000), after(10))).toEqual({ verdict: 'WRONG_AMOUNT', facts: [] });
  });

  it.each([
    ['failed', afterFailure()],
    ['expired', afterExpiry()],
  ])('is reviewed after an attempt %s only when money came', (_, payment) => {
    expect(judgeReport(payment, report(paid(), 8_000), after(20)).facts).toMatchObject([
      { reasonCode: 'WRONG_AMOUNT' },
    ]);
    expect(judgeReport(payment, report(failed, 8_000), after(20))).toEqual({ verdict: 'WRONG_AMOUNT', facts: [] });
  });
});

describe('the bank says something else', () => {
  it('code 07 goes to review without a booking, because the bank is not sure either', () => {
    expect(hear(tried(), report(suspect), 5).payment).toMatchObject({
      status: 'UNDER_REVIEW',
      reasonCode: 'SUSPECT',
      balances: { BANK_CLEARING: 0, SUSPENSE: 0 },
    });
    expect(hear(afterExpiry(), report(suspect), 20).payment).toMatchObject({ status: 'UNDER_REVIEW' });
  });

  it('a failure ends the attempt with its reason; the payment stays due', () => {
    const { verdict, payment } = hear(tried(), report(failed), 5);
    expect(verdict).toBe('RECORDED');
    expect(payment).toMatchObject({ status: 'DUE', attempts: [{ status: 'FAILED', reasonCode: 'CANCELLED' }] });
    expect(judgeReport(payment, report(failed), after(6))).toEqual({ verdict: 'ALREADY_FINAL', facts: [] });
  });

  it('a failure after the attempt expired is noted as heard and changes nothing', () => {
    expect(judgeReport(afterExpiry(), report(failed), after(20))).toEqual({ verdict: 'RECORDED', facts: [] });
  });

  it('an attempt the bank never saw expires when its time is over, not before', () => {
    expect(judgeReport(tried(), report(notFound, null), after(14)).facts).toEqual([]);
    expect(hear(tried(), report(notFound, null), 15).payment).toMatchObject({
      status: 'DUE',
      openSince: null,
      attempts: [{ status: 'EXPIRED' }],
    });
  });

  it('an attempt the bank has not finished is given ten minutes more', () => {
    expect(judgeReport(tried(), report(unfinished), after(24)).facts).toEqual([]);
    expect(judgeReport(tried(), report(unfinished), after(25)).facts).toMatchObject([{ type: 'AttemptExpired' }]);
  });

  it.each<[string, Payment]>([
    ['a payment nobody knows', { status: 'NONE' }],
    ['a payment without attempts', aPayment(assessed(1, true), quoted)],
    ['a payment that waits for postage', aPayment(assessed(1, true))],
  ])('a reference that is not ours changes nothing: %s', (_, payment) => {
    expect(judgeReport(payment, report(paid()), after(1))).toEqual({ verdict: 'UNKNOWN_REFERENCE', facts: [] });
  });
});

function hear(before: Payment, heard: BankReport, minutes: number) {
  const { verdict, facts } = judgeReport(before, heard, after(minutes));
  return { verdict, payment: evolved(before, facts) };
}
