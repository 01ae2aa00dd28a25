import { addPostage, assessFees, startAttempt } from './decisions.js';
import {
  after,
  aPayment,
  assessed,
  evolved,
  failed,
  fees,
  morning,
  paid,
  postage,
  quoted,
  refusalOf,
  report,
  started,
  told,
} from './payment-story.fixture.js';
import type { Payment } from './payment.js';

const attemptPlan = { referenceBase: 'P2611230000001', method: 'VNPAY', at: morning } as const;

describe('fees and postage make one payment', () => {
  it('one copy and its postage of 20,000 come to 28,000 whichever is known first', () => {
    const feesFirst = aPayment(assessed(1, true), quoted);
    const postageFirst = aPayment(quoted, assessed(1, true));
    expect(feesFirst).toEqual(postageFirst);
    expect(feesFirst).toMatchObject({ status: 'DUE', amountVnd: 28_000, dueSince: morning });
    expect(feesFirst).toHaveProperty('items.1', {
      key: 'postage',
      nameVi: 'Cước bưu chính',
      nameEn: 'Postage',
      amountVnd: 20_000,
      quantity: 1,
      totalVnd: 20_000,
    });
  });

  it('waits for the postage when the result goes by post', () => {
    expect(aPayment(assessed(1, true))).toMatchObject({ status: 'AWAITING_POSTAGE' });
    expect(aPayment(quoted)).toEqual({ status: 'AWAITING_FEES', postage });
  });

  it('is due at once when the result is fetched at the desk', () => {
    expect(aPayment(assessed(3))).toMatchObject({ status: 'DUE', amountVnd: 24_000 });
  });

  it('is settled at once when nothing is due', () => {
    const facts = assessFees({ status: 'NONE' }, fees(0, false), morning);
    expect(facts.map(({ type }) => type)).toEqual(['FeesAssessed', 'PaymentSettled']);
    expect(evolved({ status: 'NONE' }, facts)).toMatchObject({
      status: 'SETTLED',
      method: 'NOTHING_DUE',
      amountVnd: 0,
    });
  });

  it('is postage alone where the procedure is free', () => {
    expect(aPayment(assessed(0, true), quoted)).toMatchObject({ status: 'DUE', amountVnd: 20_000 });
  });

  it('is settled at once when the postage turns out to be free too', () => {
    const payment = evolved(
      aPayment(assessed(0, true)),
      addPostage(aPayment(assessed(0, true)), { ...postage, amountVnd: 0 }, morning),
    );
    expect(payment).toMatchObject({ status: 'SETTLED', method: 'NOTHING_DUE', items: [] });
  });

  it('leaves out a quote for a dossier that turns out not to go by post', () => {
    expect(aPayment(quoted, assessed(1, false))).toMatchObject({ status: 'DUE', amountVnd: 8_000 });
  });

  it('books what is owed: the applicant against fees and postage', () => {
    expect(aPayment(assessed(1, true), quoted)).toMatchObject({
      balances: { RECEIVABLE: 28_000, FEE_INCOME: -8_000, POSTAGE_PAYABLE: -20_000, BANK_CLEARING: 0, SUSPENSE: 0 },
    });
  });

  it('refuses fees that are not the sum of their items', () => {
    const wrongTotal = { ...fees(1, false), feeTotalVnd: 7_999 };
    expect(refusalOf(() => assessFees({ status: 'NONE' }, wrongTotal, morning))).toBe('FEES_DO_NOT_ADD_UP');
    const [copy] = fees(2, false).items;
    const wrongItem = { ...fees(2, false), items: [{ ...copy, quantity: 3 }] } as Parameters<typeof assessFees>[1]; // spread of a maybe
    expect(refusalOf(() => assessFees({ status: 'NONE' }, wrongItem, morning))).toBe('FEES_DO_NOT_ADD_UP');
  });

  it.each<[string, Payment]>([
    ['waits for postage', aPayment(assessed(1, true))],
    ['is due', aPayment(assessed(1))],
    ['is settled', aPayment(assessed(0))],
    ['is under review', underReview()],
  ])('refuses to assess fees again while it %s', (_, payment) => {
    expect(refusalOf(() => assessFees(payment, fees(1, true), morning))).toBe('FEES_ALREADY_ASSESSED');
  });

  it.each<[string, Payment]>([
    ['waits for fees with a quote', aPayment(quoted)],
    ['is due', aPayment(assessed(1))],
    ['is settled', aPayment(assessed(0))],
    ['is under review', underReview()],
  ])('refuses postage while it %s', (_, payment) => {
    expect(refusalOf(() => addPostage(payment, postage, morning))).toBe('POSTAGE_NOT_EXPECTED');
  });
});

describe('starting to pay', () => {
  it('opens an attempt of fifteen minutes over the whole amount', () => {
    expect(startAttempt(aPayment(assessed(1, true), quoted), attemptPlan)).toEqual([
      {
        type: 'AttemptStarted',
        attemptId: 'P2611230000001A1',
        referenceBase: 'P2611230000001',
        method: 'VNPAY',
        amountVnd: 28_000,
        startedAt: morning,
        expiresAt: after(15),
      },
    ]);
  });

  it('keeps the first part of the reference in the next attempt', () => {
    const again = aPayment(assessed(1, true), quoted, started(), told(report(failed), after(3)));
    const [attempt] = startAttempt(again, { referenceBase: 'P2611240000077', method: 'VNPAY', at: after(4) });
    expect(attempt).toMatchObject({ attemptId: 'P2611230000001A2', referenceBase: 'P2611230000001' });
  });

  it('is possible again after an attempt that expired', () => {
    const expired = aPayment(
      assessed(1, true),
      quoted,
      started(),
      told(report({ kind: 'NOT_FOUND' }, null), after(15)),
    );
    expect(startAttempt(expired, { ...attemptPlan, at: after(16) })).toHaveLength(1);
  });

  it.each<[string, Payment, string]>([
    ['nobody knows it', { status: 'NONE' }, 'PAYMENT_NOT_FOUND'],
    ['only its postage is known', aPayment(quoted), 'PAYMENT_NOT_FOUND'],
    ['its postage is not known', aPayment(assessed(1, true)), 'NOTHING_DUE'],
    ['nothing was due', aPayment(assessed(0)), 'NOTHING_DUE'],
    [
      'it is settled',
      aPayment(assessed(1, true), quoted, started(), told(report(paid()), after(3))),
      'PAYMENT_ALREADY_SETTLED',
    ],
    ['it is under review', underReview(), 'PAYMENT_UNDER_REVIEW'],
    ['an attempt is open', aPayment(assessed(1), started()), 'ATTEMPT_STILL_OPEN'],
  ])('is refused when %s', (_, payment, code) => {
    expect(refusalOf(() => startAttempt(payment, attemptPlan))).toBe(code);
  });
});

function underReview(): Payment {
  return aPayment(assessed(1, true), quoted, started(), told(report(paid(), 8_000), after(3)));
}
