import { isHash, sign, signedQuery } from './checksum.js';
import { answerText } from './merchant-answer.js';

/** The published vectors of VNPAY 2.1.0; the secret opens nothing. */
const secret = 'TESTSECRETNOTREAL0123456789ABCDEF';
const pay =
  'vnp_Amount=2800000&vnp_Command=pay&vnp_CreateDate=20261123083000&vnp_CurrCode=VND&vnp_ExpireDate=20261123084500&vnp_IpAddr=203.0.113.7&vnp_Locale=vn&vnp_OrderInfo=Le+phi+ho+so+P2611230001&vnp_OrderType=other&vnp_ReturnUrl=https%3A%2F%2Fdvc.example.vn%2Fpay%2Freturn%3Flang%3Dvi%26x%3D1&vnp_TmnCode=TESTTMN1&vnp_TxnRef=P2611230001A1&vnp_Version=2.1.0';
const callback =
  'vnp_Amount=2800000&vnp_BankCode=NCB&vnp_BankTranNo=VNP14831393&vnp_CardType=ATM&vnp_OrderInfo=Le+phi+ho+so+P2611230001&vnp_PayDate=20261123083412&vnp_ResponseCode=00&vnp_TmnCode=TESTTMN1&vnp_TransactionNo=14831393&vnp_TransactionStatus=00&vnp_TxnRef=P2611230001A1';

const parametersOf = (query: string) => new Map(new URLSearchParams(query));
const shuffled = (query: string) => new Map([...parametersOf(query)].reverse());

describe('the checksum of the bank', () => {
  it.each([
    [
      'P',
      pay,
      '1a067878ada3bc99414bf0697d9ff1f4df734cae647ec12e554efd2da25ae893b5c359cff4a79fb718a9ad5f050412a0ee8e01693b706cbff9aa16519d9b3d32',
    ],
    [
      'I',
      callback,
      '2b552c30f72e02f790015c52bbf7db3794e62ba7dd8529196c374939178cf4f7679c247d6de95801c9834eb5d67f7318877a0efc94cfe221dc623c8cf80b6f6f',
    ],
  ])('of vector %s is made over the sorted, encoded query', (_name, query, hash) => {
    expect(signedQuery(shuffled(query))).toBe(query);
    expect(sign(secret, signedQuery(shuffled(query)))).toBe(hash);
  });

  it('of another amount is another', () => {
    const other = parametersOf(callback).set('vnp_Amount', '800000');
    expect(sign(secret, signedQuery(other))).toMatch(/^c298154988ee903f/);
  });

  it('of vector E encodes accents and special signs', () => {
    const special = parametersOf(pay).set('vnp_OrderInfo', "Lệ phí (2 bản) A&B 100% + O'K!");
    const query = signedQuery(special);
    expect(query).toContain('=L%E1%BB%87+ph%C3%AD+%282+b%E1%BA%A3n%29+A%26B+100%25+%2B+O%27K%21&');
    expect(sign(secret, query)).toMatch(/^0d58ee38af73feae942230023cc08bb6/);
  });

  it.each([
    [
      'Q',
      'q0001|2.1.0|querydr|TESTTMN1|P2611230001A1|20261123083000|20261123090000|203.0.113.10|Truy van P2611230001A1',
      '7092b060f71976b687b7ce420e08433b',
    ],
    [
      'R',
      'r0001|2.1.0|refund|TESTTMN1|02|P2611230001A1|2800000|14831393|20261123083000|canbo01|20261124080000|203.0.113.10|Hoan le phi P2611230001A1',
      '627ba2aa2b54c91a9e665ddb9adc6cb6',
    ],
  ])('of vector %s is made over values joined by a bar', (_name, text, start) => {
    expect(sign(secret, text).slice(0, 32)).toBe(start);
  });

  it('of vector A, the answer to a question, counts absent values as empty', () => {
    const answer = {
      ...{ vnp_ResponseId: 'z0001', vnp_Command: 'querydr', vnp_ResponseCode: '00', vnp_Message: 'QueryDR Success' },
      ...{ vnp_TmnCode: 'TESTTMN1', vnp_TxnRef: 'P2611230001A1', vnp_Amount: '2800000', vnp_BankCode: 'NCB' },
      ...{ vnp_PayDate: '20261123083412', vnp_TransactionNo: '14831393', vnp_TransactionType: '01' },
      ...{ vnp_TransactionStatus: '00', vnp_OrderInfo: 'Le phi ho so P2611230001' },
    };
    expect(sign(secret, answerText('querydr', answer)).slice(0, 32)).toBe('4e2e3b61487ce97c30109d24740e7277');
  });

  it('leaves out empty values and itself, and is compared without regard to case', () => {
    const more = parametersOf(callback).set('vnp_BankCode', '').set('vnp_SecureHash', 'abc');
    expect(signedQuery(more)).not.toMatch(/BankCode|SecureHash/);
    expect(isHash('ABCDEF', 'abcdef')).toBe(true);
    expect(isHash('abcde', 'abcdef')).toBe(false);
  });
});
