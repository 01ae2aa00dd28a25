import { Refused } from '../refused.js';
import { parseBankTime } from './bank-time.js';
import { isHash, sign, signedQuery } from './checksum.js';

export interface Merchant {
  readonly tmnCode: string;
  readonly hashSecret: string;
}

/** What a merchant asks the bank to take from a payer. */
export interface PayRequest {
  readonly txnRef: string;
  readonly amountVnd: number;
  readonly orderInfo: string;
  readonly createDate: string;
  readonly expiresAt: Date;
  readonly returnUrl: string;
  /** The signed text, by which the same request is known again. */
  readonly signed: string;
}

const defaultExpiryMs = 15 * 60_000;
const refuse = (code: string, message: string) => new Refused(400, code, message);

/** Checks in VNPAY's order: form, merchant, hash, content, time. Numbers in messages are VNPAY's own error-page codes. */
export function parsePayRequest(rawQuery: string, merchant: Merchant, now: Date): PayRequest {
  const parameters = parseOnce(rawQuery);
  const given = (name: string): string => {
    const value = parameters.get(name) ?? '';
    if (value === '') throw refuse('PARAMETER_MISSING', `03: ${name} is missing`);
    return value;
  };
  if (given('vnp_TmnCode') !== merchant.tmnCode) throw refuse('UNKNOWN_MERCHANT', '72: no such vnp_TmnCode');
  const signed = signedQuery(parameters);
  if (!isHash(given('vnp_SecureHash'), sign(merchant.hashSecret, signed)))
    throw refuse('WRONG_HASH', '70: wrong signature');
  expect(given('vnp_Version') === '2.1.0', 'vnp_Version');
  expect(given('vnp_Command') === 'pay', 'vnp_Command');
  expect(given('vnp_CurrCode') === 'VND', 'vnp_CurrCode');
  expect(['vn', 'en'].includes(given('vnp_Locale')), 'vnp_Locale');
  expect(/^[\d.a-f:]{3,45}$/i.test(given('vnp_IpAddr')), 'vnp_IpAddr');
  expect(given('vnp_OrderType').length <= 100, 'vnp_OrderType');
  expect(/^[A-Za-z0-9]{1,100}$/.test(given('vnp_TxnRef')), 'vnp_TxnRef');
  expect(given('vnp_OrderInfo').length <= 255, 'vnp_OrderInfo');
  expect(/^https?:\/\//.test(given('vnp_ReturnUrl')) && URL.canParse(given('vnp_ReturnUrl')), 'vnp_ReturnUrl');
  const expiresAt = expiryOf(given('vnp_CreateDate'), parameters.get('vnp_ExpireDate'));
  if (expiresAt <= now) throw refuse('PAY_REQUEST_EXPIRED', '15: the time to pay is over');
  return {
    txnRef: given('vnp_TxnRef'),
    amountVnd: amountOf(given('vnp_Amount')),
    orderInfo: given('vnp_OrderInfo'),
    createDate: given('vnp_CreateDate'),
    expiresAt,
    returnUrl: given('vnp_ReturnUrl'),
    signed,
  };
}

/** A parameter sent twice would leave open which of them was signed. */
function parseOnce(rawQuery: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    if (parameters.has(name)) throw refuse('PARAMETER_TWICE', `03: ${name.slice(0, 40)} is there twice`);
    parameters.set(name, value);
  }
  return parameters;
}

function amountOf(text: string): number {
  const hundredths = Number(text);
  expect(/^\d{1,12}$/.test(text) && hundredths > 0 && hundredths % 100 === 0, 'vnp_Amount');
  return hundredths / 100;
}

function expiryOf(createDate: string, expireDate: string | undefined): Date {
  const createdAt = parseBankTime(createDate);
  if (createdAt === undefined) throw refuse('PARAMETER_WRONG', '03: vnp_CreateDate is not as specified');
  if (expireDate === undefined || expireDate === '') return new Date(createdAt.getTime() + defaultExpiryMs);
  const expiresAt = parseBankTime(expireDate);
  if (expiresAt === undefined) throw refuse('PARAMETER_WRONG', '03: vnp_ExpireDate is not as specified');
  return expiresAt;
}

function expect(holds: boolean, name: string): void {
  if (!holds) throw refuse('PARAMETER_WRONG', `03: ${name} is not as specified`);
}
