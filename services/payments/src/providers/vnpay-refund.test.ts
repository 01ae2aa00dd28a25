import { readRefundAnswer, toRefundCall } from './vnpay-refund.js';
import { hmacSha512 } from './vnpay-signature.js';

// The published vectors of the checksum; the secret opens nothing.
const secret = 'TESTSECRETNOTREAL0123456789ABCDEF';
const settings = { tmnCode: 'TESTTMN1', hashSecret: secret, ipAddress: '203.0.113.10' };
const order = {
  refund: { refundId: 'rfd_1.1', amountVnd: 28_000 },
  attempt: {
    attemptId: 'P2611230001A1',
    startedAt: new Date('2026-11-23T08:30:00+07:00'),
    transactionNo: '14831393',
    receivedVnd: 28_000,
  },
};
const at = new Date('2026-11-24T08:00:00+07:00');

describe('a refund asked of the bank', () => {
  it('is vector R', () => {
    const call = toRefundCall(settings, order, at, { requestId: 'r0001', createdBy: 'canbo01' });
    expect(call['vnp_SecureHash']).toMatch(/^627ba2aa2b54c91a9e665ddb9adc6cb6/);
    expect(call).toMatchObject({
      vnp_TransactionType: '02',
      vnp_Amount: '2800000',
      vnp_TransactionDate: '20261123083000',
      vnp_CreateDate: '20261124080000',
      vnp_OrderInfo: 'Hoan le phi P2611230001A1',
    });
  });

  it('of a part is a 03', () => {
    const part = { ...order, refund: { refundId: 'rfd_1.1', amountVnd: 8_000 } };
    expect(toRefundCall(settings, part, at)).toMatchObject({ vnp_TransactionType: '03', vnp_Amount: '800000' });
  });

  it('has a request id of its own at each try', () => {
    const ids = [1, 2].map(() => toRefundCall(settings, order, at)['vnp_RequestId']);
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('the bank’s answer to a refund', () => {
  const fields = [
    ...['ResponseId', 'Command', 'ResponseCode', 'Message', 'TmnCode', 'TxnRef', 'Amount', 'BankCode', 'PayDate'],
    ...['TransactionNo', 'TransactionType', 'TransactionStatus', 'OrderInfo'],
  ];
  const signed = (code: string, reference = 'P2611230001A1') => {
    const content: Readonly<Record<string, string>> = {
      ...{ vnp_Command: 'refund', vnp_ResponseCode: code, vnp_TxnRef: reference, vnp_TransactionStatus: '05' },
    };
    const line = fields.map((name) => content[`vnp_${name}`] ?? '').join('|');
    return { ...content, vnp_SecureHash: hmacSha512(secret, line) };
  };
  const read = (body: unknown) => readRefundAnswer(body, secret, 'P2611230001A1');

  it.each([
    ['00', { kind: 'DONE' }],
    ['94', { kind: 'DONE' }],
    ['91', { kind: 'REFUSED', code: 'VNPAY_91' }],
    ['93', { kind: 'REFUSED', code: 'VNPAY_93' }],
    ['95', { kind: 'REFUSED', code: 'VNPAY_95' }],
    ['02', null],
    ['03', null],
    ['97', null],
    ['99', null],
  ])('%s', (code, answer) => {
    expect(read(signed(code))).toEqual(answer);
  });

  it('counts only when the bank signed it, about this attempt', () => {
    expect(read({ ...signed('00'), vnp_ResponseCode: '95' })).toBeNull();
    expect(read({ ...signed('00'), vnp_SecureHash: undefined })).toBeNull();
    expect(read(signed('00', 'P2611230002A1'))).toBeNull();
    expect(read('refund')).toBeNull();
  });
});
