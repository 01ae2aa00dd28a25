import {
  accounts,
  balanced,
  bookDropped,
  bookDue,
  bookPaid,
  bookRefund,
  bookRefundPaid,
  bookSuspense,
} from './ledger.js';
import { mayActAs, maySeePayment, mayPay, type Reader } from './access.js';
import { formatReferenceBase } from './reference.js';
import { isOwed, paymentAggregate, type Payment } from './payment.js';
import type { PaymentFact } from './payment-facts.js';
import { transitions } from './transitions.js';
import {
  after,
  aDossier,
  aPayment,
  assessed,
  copyFee,
  ended,
  failed,
  morning,
  paid,
  postage,
  quoted,
  refunded,
  report,
  started,
  told,
} from './payment-story.fixture.js';

const attemptId = 'P2611230000001A1';
const oneOfEach: { readonly [Type in PaymentFact['type']]: PaymentFact } = {
  FeesAssessed: { type: 'FeesAssessed', ...aDossier, items: [copyFee(1)] },
  PostageAdded: { type: 'PostageAdded', ...postage },
  PaymentFellDue: {
    type: 'PaymentFellDue',
    items: [copyFee(1)],
    amountVnd: 8_000,
    dueSince: morning,
    entries: bookDue(8_000, 0),
  },
  AttemptStarted: {
    type: 'AttemptStarted',
    attemptId,
    referenceBase: 'P2611230000001',
    method: 'VNPAY',
    amountVnd: 8_000,
    startedAt: morning,
    expiresAt: after(15),
  },
  AttemptSucceeded: {
    type: 'AttemptSucceeded',
    attemptId,
    transactionNo: '1',
    paidAt: morning,
    receivedVnd: 8_000,
    entries: bookPaid(8_000, 'BANK_CLEARING'),
  },
  AttemptFailed: { type: 'AttemptFailed', attemptId, reasonCode: 'CANCELLED' },
  AttemptExpired: { type: 'AttemptExpired', attemptId },
  AttemptPutUnderReview: {
    type: 'AttemptPutUnderReview',
    attemptId,
    reasonCode: 'SUSPECT',
    since: morning,
    transactionNo: '1',
    receivedVnd: 0,
    entries: [],
  },
  FeesReassessed: { type: 'FeesReassessed', items: [copyFee(2)], amountVnd: 16_000, at: morning, entries: [] },
  ExemptionGranted: {
    type: 'ExemptionGranted',
    ...{ itemKey: 'extractCopy', ground: 'POOR', proof: 'SHOWN', waivedVnd: 8_000, grantedAt: morning },
    ...{ items: [], amountVnd: 0, entries: [] },
  },
  OfficeChanged: { type: 'OfficeChanged', officeId: 'off_elsewhere' },
  ReviewResolved: {
    type: 'ReviewResolved',
    attemptId,
    decision: 'NOTHING_CAME',
    transactionNo: '1',
    receivedVnd: 0,
    resolvedAt: morning,
    entries: [],
  },
  CashTaken: {
    type: 'CashTaken',
    takingId: 'cash-1',
    receivedVnd: 8_000,
    takenAt: morning,
    entries: bookPaid(8_000, 'CASH_BOX'),
  },
  ClaimReduced: { type: 'ClaimReduced', amountVnd: 1, entries: bookPaid(1, 'CASH_BOX') },
  RefundRequested: {
    type: 'RefundRequested',
    refundId: 'rfd_1.1',
    takingId: attemptId,
    amountVnd: 8_000,
    reasonCode: 'OVERPAID',
    way: 'AT_BANK',
    requestedAt: morning,
    entries: bookRefund(8_000, 'RECEIVABLE'),
  },
  RefundMovedToDesk: { type: 'RefundMovedToDesk', refundId: 'rfd_1.1', refusedCode: 'VNPAY_95' },
  RefundPaid: {
    type: 'RefundPaid',
    refundId: 'rfd_1.1',
    amountVnd: 8_000,
    paidAt: morning,
    entries: bookRefundPaid(8_000, 'BANK_CLEARING'),
  },
  DossierEnded: { type: 'DossierEnded', ending: 'REJECTED', refundRule: 'REFUND', endedAt: morning, entries: [] },
  ReceiptIssued: {
    type: 'ReceiptIssued',
    ...{ receiptId: 'rct_1.1', takingId: 'cash-1', form: '01BLP0-001', series: 'AA-26E', number: 1 },
    ...{ officeId: 'off_ha-dong', amountVnd: 8_000, items: [], issuedAt: morning },
  },
  PaymentConcluded: {
    type: 'PaymentConcluded',
    outcome: 'NOTHING_PAID',
    receivedVnd: 0,
    refundVnd: 0,
    concludedAt: morning,
  },
  PaymentSettled: { type: 'PaymentSettled', method: 'VNPAY', items: [copyFee(1)], settledAt: morning },
};
const oneInEach: { readonly [Status in Payment['status']]: Payment } = {
  NONE: { status: 'NONE' },
  AWAITING_FEES: aPayment(quoted),
  AWAITING_POSTAGE: aPayment(assessed(1, true)),
  DUE: aPayment(assessed(1), started()),
  SETTLED: aPayment(assessed(1), started(), told(report(paid(), 8_000), after(2))),
  UNDER_REVIEW: aPayment(assessed(1), started(), told(report(paid(), 1), after(2))),
  CLOSING: aPayment(assessed(1), started(), ended('REJECTED')),
  CONCLUDED: aPayment(assessed(1), ended('REJECTED')),
};

describe('the table of transitions', () => {
  const rows = Object.values(oneInEach).flatMap((payment) =>
    Object.values(oneOfEach).map((fact) => [payment.status, fact.type, payment, fact] as const),
  );

  it.each(rows.filter(([status, type]) => type in transitions[status]))('%s takes %s', (status, _, payment, fact) => {
    expect(payment.status).toBe(status);
    expect(() => paymentAggregate.evolve(payment, fact)).not.toThrow();
  });

  it.each(rows.filter(([status, type]) => !(type in transitions[status])))(
    '%s never sees %s',
    (_, __, payment, fact) => {
      expect(() => paymentAggregate.evolve(payment, fact)).toThrow('cannot follow');
    },
  );
});

describe('the ledger', () => {
  it.each([
    ['a debit alone', [{ account: 'RECEIVABLE', debitVnd: 1, creditVnd: 0 }]],
    ['sums that differ', [entry('RECEIVABLE', 2, 0), entry('FEE_INCOME', 0, 1)]],
    ['a half đồng', [entry('RECEIVABLE', 0.5, 0), entry('FEE_INCOME', 0, 0.5)]],
    ['a negative amount', [entry('RECEIVABLE', -1, 0), entry('FEE_INCOME', 0, -1)]],
    ['both sides in one line', [entry('RECEIVABLE', 1, 1), entry('FEE_INCOME', 1, 1)]],
  ] as const)('refuses %s', (_, entries) => {
    expect(() => balanced(entries)).toThrow('does not add up');
  });

  it('takes no fact whose sums differ, whoever made it', () => {
    const wrong = { ...oneOfEach.CashTaken, entries: [entry('RECEIVABLE', 8_000, 0), entry('FEE_INCOME', 0, 7_999)] };
    expect(() => paymentAggregate.evolve(oneInEach.DUE, wrong)).toThrow('does not add up');
  });

  it('has as much debit as credit after every story', () => {
    const stories = [
      aPayment(assessed(1, true), quoted),
      aPayment(assessed(3), started(), told(report(failed, 24_000), after(1)), started(after(2))),
      aPayment(assessed(1, true), quoted, started(), told(report(paid()), after(2)), ended('REJECTED')),
      aPayment(assessed(1), started(), told(report(paid(), 8_000), after(2)), refunded(3_000)),
      ...Object.values(oneInEach),
    ];
    for (const story of stories) {
      if (!isOwed(story)) continue;
      expect(accounts.reduce((sum, account) => sum + story.balances[account], 0)).toBe(0);
    }
    expect(bookSuspense(5)).toHaveLength(2);
  });

  it('never drops more than was claimed', () => {
    const due = aPayment(assessed(1));
    expect(() => isOwed(due) && bookDropped(8_001, due.balances)).toThrow('more is dropped');
  });
});

describe('who may see and pay', () => {
  const applicant: Reader = { kind: 'citizen', applicantKey: 'apk_APPLICANT' };
  const known = oneInEach.DUE;

  it.each<[string, Reader, boolean, boolean]>([
    ['the applicant', applicant, true, true],
    ['another citizen', { kind: 'citizen', applicantKey: 'apk_OTHER' }, false, false],
    ['a guest who opened the dossier', { kind: 'guest', opens: 'dos_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D' }, true, true],
    ['a guest of another dossier', { kind: 'guest', opens: 'dos_OTHER' }, false, false],
    ['a guest with a draft', { kind: 'guest', opens: 'drf_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D' }, false, false],
    ['an officer of the office', { kind: 'officer', officeId: 'off_ha-dong', roles: ['receive', 'lead'] }, true, false],
    [
      'an officer of another office',
      { kind: 'officer', officeId: 'off_elsewhere', roles: ['receive', 'lead'] },
      false,
      false,
    ],
    ['anybody else', { kind: 'other' }, false, false],
  ])('%s', (_, reader, sees, pays) => {
    for (const payment of [oneInEach.AWAITING_POSTAGE, known, oneInEach.SETTLED, oneInEach.UNDER_REVIEW]) {
      expect(maySeePayment(reader, payment)).toBe(sees);
      expect(mayPay(reader, payment)).toBe(pays);
    }
  });

  it('only the officers of the office in their role handle money', () => {
    const officer = (officeId: string, ...roles: string[]): Reader => ({ kind: 'officer', officeId, roles });
    expect(mayActAs('receive', officer('off_ha-dong', 'receive'), known)).toBe(true);
    expect(mayActAs('lead', officer('off_ha-dong', 'receive'), known)).toBe(false);
    expect(mayActAs('lead', officer('off_elsewhere', 'lead'), known)).toBe(false);
    expect(mayActAs('receive', applicant, known)).toBe(false);
  });

  it('nobody before it is known whose payment it is', () => {
    expect(maySeePayment(applicant, oneInEach.NONE)).toBe(false);
    expect(maySeePayment(applicant, oneInEach.AWAITING_FEES)).toBe(false);
  });
});

describe('references for the bank', () => {
  it('are letters and digits, with the day and a number of that day', () => {
    expect(formatReferenceBase('2026-11-23', 1)).toBe('P2611230000001');
    expect(formatReferenceBase('2026-11-23', 9_999_999)).toMatch(/^[A-Z0-9]+$/);
  });

  it.each([0, 1.5, 10_000_000])('there is no reference number %p', (serial) => {
    expect(() => formatReferenceBase('2026-11-23', serial)).toThrow(RangeError);
  });
});

function entry(account: 'RECEIVABLE' | 'FEE_INCOME', debitVnd: number, creditVnd: number) {
  return { account, debitVnd, creditVnd };
}
