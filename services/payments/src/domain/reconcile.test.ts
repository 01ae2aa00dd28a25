import {
  after,
  aPayment,
  assessed,
  bankRefund,
  cash,
  paid,
  quoted,
  refunded,
  report,
  started,
  told,
} from './payment-story.fixture.js';
import { isOwed, type Payment } from './payment.js';
import { reconcile, type Books } from './reconcile.js';
import { boundsOf, dayAfter, type StatementLine } from './statement.js';

const day = '2026-11-23';
const attemptId = 'P2611230000001A1';
const settled = () => aPayment(assessed(1, true), quoted, started(), told(report(paid()), after(3)));
const partlyRefunded = () =>
  aPayment(
    ...[assessed(1, true), quoted, started(), told(report(paid()), after(3))],
    ...[refunded(5_000), bankRefund({ kind: 'DONE' })],
  );
const line = (changes: Partial<StatementLine> = {}): StatementLine => ({
  ...{ lineId: 'line-1', kind: 'PAYMENT', reference: attemptId, transactionNo: '14831393', amountVnd: 28_000 },
  at: after(3),
  ...changes,
});
const against = (
  lines: readonly StatementLine[],
  payments: readonly Payment[],
  around: readonly StatementLine[] = [],
) => reconcile({ day, lines, around }, payments.map(bookOf));

describe('a day that fits', () => {
  it('is counted, with what went back taken off', () => {
    const lines = [line(), line({ lineId: 'line-2', kind: 'REFUND', amountVnd: 5_000 })];
    expect(against(lines, [partlyRefunded()])).toEqual({
      ...{ matchedCount: 2, matchedVnd: 23_000, bankVnd: 23_000, bookedVnd: 23_000, cashVnd: 0, mismatches: [] },
    });
  });

  it('knows cash that no bank knows', () => {
    expect(against([], [aPayment(assessed(1), cash(8_000))])).toMatchObject({ cashVnd: 8_000, mismatches: [] });
  });

  it('may have booked on either side of midnight', () => {
    expect(against([], [settled()], [line()])).toMatchObject({ mismatches: [], bookedVnd: 28_000, bankVnd: 0 });
  });
});

describe('what does not fit', () => {
  const open = () => aPayment(assessed(1, true), quoted, started());
  const wrong = () => aPayment(assessed(1, true), quoted, started(), told(report(paid(), 8_000), after(3)));

  it.each<[string, readonly StatementLine[], Payment, string, number | null, number | null]>([
    ['money nobody asked for', [line({ reference: 'line-1' })], open(), 'UNKNOWN_REFERENCE', 28_000, null],
    ['money that is not booked', [line()], open(), 'NOT_BOOKED', 28_000, null],
    ['another sum', [line({ amountVnd: 27_000 })], settled(), 'AMOUNT_DIFFERS', 27_000, 28_000],
    ['money a person must look at', [line({ amountVnd: 8_000 })], wrong(), 'UNDER_REVIEW', 8_000, 8_000],
    ['money the bank does not have', [], settled(), 'MISSING_AT_BANK', null, 28_000],
    ['a refund nobody ordered', [line(), line({ kind: 'REFUND' })], settled(), 'REFUND_NOT_BOOKED', 28_000, null],
    [
      'a refund of another sum',
      [line(), line({ kind: 'REFUND' })],
      partlyRefunded(),
      'REFUND_AMOUNT_DIFFERS',
      28_000,
      5_000,
    ],
    ['a refund not done', [line()], partlyRefunded(), 'REFUND_MISSING_AT_BANK', null, 5_000],
    [
      'money taken twice',
      [line(), line({ lineId: 'line-2', kind: 'TRANSFER' })],
      settled(),
      'TWICE_AT_BANK',
      28_000,
      28_000,
    ],
  ])('%s', (_, lines, payment, code, bankVnd, bookedVnd) => {
    const { mismatches } = against(lines, [payment]);
    expect(mismatches).toMatchObject([{ code, bankVnd, bookedVnd }]);
  });
});

describe('a transfer made again', () => {
  const byTransfer = () => aPayment(assessed(1), started(after(0), 'VIETQR'), told(report(paid(), 8_000), after(3)));
  const transfer = { kind: 'TRANSFER', amountVnd: 8_000 } as const;

  it('on another day is not taken for the first', () => {
    expect(against([line(transfer)], [byTransfer()])).toMatchObject({ matchedCount: 1, mismatches: [] });
    const again = line({ ...transfer, lineId: 'line-9', transactionNo: 'FT9' });
    expect(against([again], [byTransfer()], [line(transfer)])).toMatchObject({
      matchedCount: 0,
      mismatches: [{ code: 'TWICE_AT_BANK', bankVnd: 8_000 }],
    });
  });
});

describe('a day of Vietnam', () => {
  it('begins at 17:00 of the day before, elsewhere', () => {
    expect(boundsOf(day)).toEqual({
      from: new Date('2026-11-22T17:00:00.000Z'),
      until: new Date('2026-11-23T17:00:00.000Z'),
    });
    expect([dayAfter('2026-12-31', 1), dayAfter('2026-03-01', -1)]).toEqual(['2027-01-01', '2026-02-28']);
  });
});

function bookOf(payment: Payment): Books {
  if (!isOwed(payment)) throw new Error('a story that owes something');
  return { id: 'pay_1', payment };
}
