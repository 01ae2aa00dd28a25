import { readCallback } from './vnpay-callback.js';
import { readAnswer, toQuestion } from './vnpay-query.js';
import { hmacSha512, isSameChecksum, toSignedLine, toSignedQuery } from './vnpay-signature.js';
import { parseBankTime, toBankTime } from './vnpay-time.js';
import { createVnpay, payParameters, type VnpaySettings } from './vnpay.js';

// The published vectors of the checksum; the secret opens nothing.
const secret = 'TESTSECRETNOTREAL0123456789ABCDEF';
const settings: VnpaySettings = {
  payUrl: 'https://bank.example/paymentv2/vpcpay.html',
  apiUrl: 'https://bank.example/merchant_webapi/api/transaction',
  tmnCode: 'TESTTMN1',
  hashSecret: secret,
  returnUrl: 'https://dvc.example.vn/pay/return?lang=vi&x=1',
  ipAddress: '203.0.113.7',
  statementUrl: 'https://bank.example/statement',
  transferAccount: null,
};
const attempt = {
  attemptId: 'P2611230001A1',
  amountVnd: 28_000,
  startedAt: new Date('2026-11-23T08:30:00+07:00'),
  expiresAt: new Date('2026-11-23T08:45:00+07:00'),
};
const payQuery =
  'vnp_Amount=2800000&vnp_Command=pay&vnp_CreateDate=20261123083000&vnp_CurrCode=VND&vnp_ExpireDate=20261123084500&vnp_IpAddr=203.0.113.7&vnp_Locale=vn&vnp_OrderInfo=Le+phi+ho+so+P2611230001&vnp_OrderType=other&vnp_ReturnUrl=https%3A%2F%2Fdvc.example.vn%2Fpay%2Freturn%3Flang%3Dvi%26x%3D1&vnp_TmnCode=TESTTMN1&vnp_TxnRef=P2611230001A1&vnp_Version=2.1.0';
const payChecksum =
  '1a067878ada3bc99414bf0697d9ff1f4df734cae647ec12e554efd2da25ae893b5c359cff4a79fb718a9ad5f050412a0ee8e01693b706cbff9aa16519d9b3d32';
const ipnQuery =
  'vnp_Amount=2800000&vnp_BankCode=NCB&vnp_BankTranNo=VNP14831393&vnp_CardType=ATM&vnp_OrderInfo=Le+phi+ho+so+P2611230001&vnp_PayDate=20261123083412&vnp_ResponseCode=00&vnp_TmnCode=TESTTMN1&vnp_TransactionNo=14831393&vnp_TransactionStatus=00&vnp_TxnRef=P2611230001A1';
const ipnChecksum =
  '2b552c30f72e02f790015c52bbf7db3794e62ba7dd8529196c374939178cf4f7679c247d6de95801c9834eb5d67f7318877a0efc94cfe221dc623c8cf80b6f6f';
const signedIpn = `${ipnQuery}&vnp_SecureHash=${ipnChecksum}`;

const answerLine =
  'z0001|querydr|00|QueryDR Success|TESTTMN1|P2611230001A1|2800000|NCB|20261123083412|14831393|01|00|Le phi ho so P2611230001||';

const answerFields = [
  'ResponseId',
  'Command',
  'ResponseCode',
  'Message',
  'TmnCode',
  'TxnRef',
  'Amount',
  'BankCode',
].concat([
  ...[
    'PayDate',
    'TransactionNo',
    'TransactionType',
    'TransactionStatus',
    'OrderInfo',
    'PromotionCode',
    'PromotionAmount',
  ],
]);

describe('the pay address', () => {
  it('is vector P, byte for byte', () => {
    expect(createVnpay(settings).payUrl(attempt, 'vi')).toBe(
      `${settings.payUrl}?${payQuery}&vnp_SecureHash=${payChecksum}`,
    );
  });

  it('writes accents and special signs as vector E', () => {
    const query = toSignedQuery({
      ...payParameters(settings, attempt, 'vi'),
      vnp_OrderInfo: "Lệ phí (2 bản) A&B 100% + O'K!",
    });
    expect(query).toContain('vnp_OrderInfo=L%E1%BB%87+ph%C3%AD+%282+b%E1%BA%A3n%29+A%26B+100%25+%2B+O%27K%21&');
    expect(hmacSha512(secret, query)).toMatch(/^0d58ee38af73feae942230023cc08bb6/);
  });

  it('leaves out empty values and refuses signs that encoders disagree on', () => {
    expect(toSignedQuery({ b: '', a: '1' })).toBe('a=1');
    expect(() => toSignedQuery({ a: 'x~y' })).toThrow('two ways');
    expect(() => toSignedQuery({ a: 'x*y' })).toThrow('two ways');
  });
});

describe('a callback', () => {
  it('is believed when it is vector I', () => {
    expect(readCallback(signedIpn, secret)).toEqual({
      attemptId: 'P2611230001A1',
      amountVnd: 28_000,
      outcome: { kind: 'PAID', transactionNo: '14831393', paidAt: new Date('2026-11-23T08:34:12+07:00') },
    });
  });

  it('counts in any order of its parameters, without empty ones and the type of hash', () => {
    const shuffled = signedIpn.split('&').reverse().join('&');
    expect(readCallback(`${shuffled}&vnp_Empty=&vnp_SecureHashType=SHA512`, secret)).not.toBeNull();
    expect(readCallback(signedIpn.replace(ipnChecksum, ipnChecksum.toUpperCase()), secret)).not.toBeNull();
  });

  it.each([
    ['without a checksum', ipnQuery],
    ['with an empty checksum', `${ipnQuery}&vnp_SecureHash=`],
    ['with another amount under the same checksum', signedIpn.replace('2800000', '800000')],
    ['with a value re-encoded on the way', signedIpn.replaceAll('+', '%20')],
    ['with a parameter sent twice', `${signedIpn}&vnp_Amount=2800000`],
    ['with a parameter sent twice with another value', `vnp_Amount=100&${signedIpn}`],
    ['with a parameter hidden behind an encoding', `${signedIpn}&vnp%5FAmount=100`],
    ['with the checksum sent twice', `${signedIpn}&vnp_SecureHash=${ipnChecksum}`],
    ['with one parameter more', `${signedIpn}&vnp_Extra=1`],
    ['signed with another secret', `${ipnQuery}&vnp_SecureHash=${hmacSha512('other', ipnQuery)}`],
    ['with a broken percent sign', `${signedIpn}&x=%E1%`],
    ['with nothing in it', ''],
  ])('is not believed %s', (_, query) => {
    expect(readCallback(query, secret)).toBeNull();
  });

  it('with the other amount has the checksum the vectors give', () => {
    expect(hmacSha512(secret, ipnQuery.replace('2800000', '800000'))).toMatch(/^c298154988ee903f/);
  });

  it.each([
    ['00', '01', { kind: 'UNFINISHED' }],
    ['00', '02', { kind: 'FAILED', reasonCode: 'FAILED_AT_BANK' }],
    ['00', '07', { kind: 'SUSPECT', transactionNo: '14831393' }],
    ['07', '00', { kind: 'SUSPECT', transactionNo: '14831393' }],
    ['00', '04', { kind: 'SUSPECT', transactionNo: '14831393' }],
    ['24', '02', { kind: 'FAILED', reasonCode: 'CANCELLED' }],
    ['51', '02', { kind: 'FAILED', reasonCode: 'NO_FUNDS' }],
    ['24', '00', { kind: 'FAILED', reasonCode: 'CANCELLED' }],
    ['00', '', { kind: 'FAILED', reasonCode: 'FAILED_AT_BANK' }],
    ['98', '02', { kind: 'FAILED', reasonCode: 'FAILED_AT_BANK' }],
  ])('with codes %s and %s means %p', (response, status, outcome) => {
    const query = ipnQuery
      .replace('ResponseCode=00', `ResponseCode=${response}`)
      .replace(/TransactionStatus=00&/, status === '' ? 'Xx=&' : `TransactionStatus=${status}&`);
    const signed = query.replace('vnp_Xx=&', '');
    expect(readCallback(`${query}&vnp_SecureHash=${hmacSha512(secret, signed)}`, secret)?.outcome).toEqual(outcome);
  });

  it.each(['2800050', '-100', '1e9', '28000.00', '99999999999999999900'])(
    'with the amount %s names no whole đồng',
    (amount) => {
      const query = ipnQuery.replace('2800000', amount);
      expect(readCallback(`${query}&vnp_SecureHash=${hmacSha512(secret, query)}`, secret)?.amountVnd).toBeNull();
    },
  );
});

describe('a question to the bank', () => {
  const askedAt = new Date('2026-11-23T09:00:00+07:00');

  it('has the checksum of vector Q over its fields in the published order', () => {
    const { vnp_SecureHash: checksum = '', ...question } = toQuestion(
      { ...settings, ipAddress: '203.0.113.10' },
      attempt,
      askedAt,
    );
    const line = toSignedLine(Object.values({ ...question, vnp_RequestId: 'q0001' }));
    expect(line).toBe(
      'q0001|2.1.0|querydr|TESTTMN1|P2611230001A1|20261123083000|20261123090000|203.0.113.10|Truy van P2611230001A1',
    );
    expect(hmacSha512(secret, line)).toMatch(/^7092b060f71976b687b7ce420e08433b/);
    expect(isSameChecksum(checksum, hmacSha512(secret, toSignedLine(Object.values(question))))).toBe(true);
    expect(question['vnp_RequestId']).toMatch(/^[a-z0-9]{32}$/);
  });

  it('is answered by vector A', () => {
    const checksum = hmacSha512(secret, answerLine);
    expect(checksum).toMatch(/^4e2e3b61487ce97c30109d24740e7277/);
    expect(readAnswer(answer(answerLine, checksum), secret, 'P2611230001A1')).toMatchObject({
      amountVnd: 28_000,
      outcome: { kind: 'PAID' },
    });
  });

  it.each([
    ['has no checksum', answer(answerLine, '')],
    [
      'has another amount under the same checksum',
      { ...answer(answerLine, hmacSha512(secret, answerLine)), vnp_Amount: '100' },
    ],
    ['is about another attempt', signedAnswer(answerLine.replace('P2611230001A1', 'P2611230001A2'))],
    ['says that the question was refused', signedAnswer(answerLine.replace('|00|QueryDR', '|94|QueryDR'))],
    ['is not an object', 'OK'],
    ['is nothing', null],
  ])('leaves everything unknown when the answer %s', (_, body) => {
    expect(readAnswer(body, secret, 'P2611230001A1')).toBeNull();
  });

  it('learns that the bank never saw the attempt', () => {
    const body = signedAnswer('z1|querydr|91|Not found|TESTTMN1|P2611230001A1|||||||||');
    expect(readAnswer(body, secret, 'P2611230001A1')).toEqual({
      attemptId: 'P2611230001A1',
      amountVnd: null,
      outcome: { kind: 'NOT_FOUND' },
    });
  });
});

describe('times of the bank', () => {
  it('are Vietnamese, to the second', () => {
    expect(toBankTime(new Date('2026-11-22T18:00:05.999Z'))).toBe('20261123010005');
    expect(parseBankTime('20261123010005')).toEqual(new Date('2026-11-22T18:00:05Z'));
  });

  it.each(['', '20261323010005', '20260230000000', '2026-11-23', '202611230100'])('%p is none', (text) => {
    expect(parseBankTime(text)).toBeNull();
  });
});

function answer(line: string, checksum: string): Record<string, string> {
  const values = line.split('|');
  return {
    ...Object.fromEntries(answerFields.map((field, index) => [`vnp_${field}`, values[index] ?? ''])),
    vnp_SecureHash: checksum,
  };
}

function signedAnswer(line: string): Record<string, string> {
  return answer(line, hmacSha512(secret, line));
}
