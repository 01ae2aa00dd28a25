import { vndInWords } from './amount-in-words.js';
import {
  after,
  aPayment,
  assessed,
  cash,
  ended,
  notFound,
  paid,
  quoted,
  reassessed,
  report,
  resolved,
  started,
  told,
} from './payment-story.fixture.js';
import { isOwed, paymentAggregate, type Payment } from './payment.js';
import { bookOf, issueReceipt, paymentIdOfReceipt, receiptNumber, withoutReceipt } from './receipt.js';

const waiting = (payment: Payment): readonly string[] =>
  isOwed(payment) ? withoutReceipt(payment.takings, payment.receipts).map(({ takingId }) => takingId) : [];
const given = (payment: Payment, number = 1): Payment => {
  if (!isOwed(payment)) return payment;
  const [takingId = ''] = waiting(payment);
  const facts = issueReceipt(payment, { takingId, book: bookOf(payment.officeId, after(2)), number }, after(3));
  return facts.reduce<Payment>((state, fact) => paymentAggregate.evolve(state, fact), payment);
};
const lateSuccess = () => [
  ...[assessed(1, true), quoted, started(), told(report(notFound, null), after(15))],
  told(report(paid()), after(20)),
];

describe('a receipt', () => {
  it('is owed for money that counts, once', () => {
    const paidInCash = aPayment(assessed(1), cash(8_000));
    expect(paidInCash).toMatchObject({ receiptSince: after(2), receipts: [] });
    expect(given(paidInCash)).toMatchObject({
      receiptSince: null,
      receipts: [
        {
          receiptId: 'rct_01K9ZD3Q5V7W8X9Y0Z1A2B3C4D.1',
          ...{ form: '01BLP0-001', series: 'AA-26E', number: 1, amountVnd: 8_000, officeId: 'off_ha-dong' },
          items: [{ key: 'extractCopy' }],
        },
      ],
    });
    expect(given(given(paidInCash), 2)).toEqual(given(paidInCash));
  });

  it('is not given for money that nobody decided about, or that goes back', () => {
    expect(waiting(aPayment(...lateSuccess()))).toEqual([]);
    const order = { attemptId: 'P2611230000001A1', receivedVnd: null } as const;
    expect(waiting(aPayment(...lateSuccess(), resolved({ ...order, decision: 'GIVE_BACK' })))).toEqual([]);
    expect(waiting(aPayment(...lateSuccess(), resolved({ ...order, decision: 'TAKE' })))).toEqual([order.attemptId]);
  });

  it('is given for each part, without items that it is not all of', () => {
    const twice = aPayment(assessed(1), cash(8_000), reassessed(2), cash(8_000, after(25)));
    expect(given(given(twice), 2)).toMatchObject({
      receiptSince: null,
      receipts: [
        { number: 1, takingId: 'cash-1' },
        { number: 2, takingId: 'cash-2', items: [] },
      ],
    });
  });

  it('is still given when the dossier ended meanwhile', () => {
    expect(given(aPayment(assessed(1), cash(8_000), ended('REJECTED', 'KEEP')))).toMatchObject({
      status: 'CONCLUDED',
      receipts: [{ number: 1 }],
    });
  });

  it('is written with seven digits, and a book ends with them', () => {
    expect(receiptNumber({ form: '01BLP0-001', series: 'AA-26E', number: 42 })).toBe('01BLP0-001/AA-26E/0000042');
    expect(() => given(aPayment(assessed(1), cash(8_000)), 10_000_000)).toThrow(RangeError);
    // The year is that of Vietnam: it is the first of January there.
    expect(bookOf('off_ha-dong', new Date('2026-12-31T17:00:00.000Z')).series).toBe('AA-27E');
  });

  it('leads to its payment by its id alone', () => {
    expect(paymentIdOfReceipt('rct_01K9ZD3Q5V.1')).toBe('pay_01K9ZD3Q5V');
    for (const other of ['rct_1', 'pay_1.1', 'rct_../x.1', '']) expect(paymentIdOfReceipt(other)).toBeNull();
  });
});

describe('a sum in words', () => {
  it.each([
    [0, 'Không đồng'],
    [5, 'Năm đồng'],
    [15_000, 'Mười lăm nghìn đồng'],
    [28_000, 'Hai mươi tám nghìn đồng'],
    [24_021, 'Hai mươi tư nghìn không trăm hai mươi mốt đồng'],
    [105_000, 'Một trăm linh năm nghìn đồng'],
    [1_000_004, 'Một triệu không trăm linh bốn đồng'],
    [44_000, 'Bốn mươi tư nghìn đồng'],
    [2_000_000_010, 'Hai tỷ không trăm mười đồng'],
    [1_234_567, 'Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng'],
  ])('%i', (amountVnd, words) => {
    expect(vndInWords(amountVnd)).toBe(words);
  });

  it('is no sum', () => {
    for (const wrong of [-1, 0.5, Number.NaN]) expect(() => vndInWords(wrong)).toThrow(RangeError);
  });
});
