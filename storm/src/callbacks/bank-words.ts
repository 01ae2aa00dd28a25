import { createHmac } from 'node:crypto';

export const bankSecret = 'development-only-bank-secret';

/** A callback as VNPAY signs it; `changes` go over the usual values before signing. */
export function signedCallback(
  reference: string,
  amountVnd: number,
  changes: Readonly<Record<string, string>> = {},
  secret = bankSecret,
): string {
  const parameters: Readonly<Record<string, string>> = {
    ...{ vnp_Amount: String(amountVnd * 100), vnp_BankCode: 'NCB', vnp_OrderInfo: 'Le phi ho so' },
    ...{ vnp_ResponseCode: '00', vnp_TransactionStatus: '00', vnp_TmnCode: 'TESTTMN1' },
    ...{ vnp_TransactionNo: transactionNo(reference), vnp_TxnRef: reference },
    ...changes,
  };
  const query = Object.keys(parameters)
    .sort()
    .map((name) => new URLSearchParams({ [name]: parameters[name] ?? '' }).toString())
    .join('&');
  return `${query}&vnp_SecureHash=${hmac(query, secret)}`;
}

export const failure = { vnp_ResponseCode: '24', vnp_TransactionStatus: '02' } as const;
export const suspect = { vnp_ResponseCode: '07', vnp_TransactionStatus: '07' } as const;

export function transactionNo(reference: string): string {
  return reference.replace(/\D/g, '');
}

export function hmac(text: string, secret = bankSecret): string {
  return createHmac('sha512', secret).update(text).digest('hex');
}

/** `yyyyMMddHHmmss` of Việt Nam. */
export function bankTime(instant: Date): string {
  return new Date(instant.getTime() + 7 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
}
