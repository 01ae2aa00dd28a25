/** VNPAY 2.1.0 as the bank of this service: where to send the citizen, what it tells us, what we ask it. */
import type { Bank } from '../context.js';
import { fetchStatement } from './bank-statement.js';
import { vietQrText, type TransferAccount } from './vietqr.js';
import { readCallback } from './vnpay-callback.js';
import { askVnpay } from './vnpay-query.js';
import { refundAtVnpay } from './vnpay-refund.js';
import { hmacSha512, toSignedQuery } from './vnpay-signature.js';
import { toBankTime } from './vnpay-time.js';

export interface VnpaySettings {
  readonly payUrl: string;
  readonly apiUrl: string;
  readonly tmnCode: string;
  readonly hashSecret: string;
  readonly returnUrl: string;
  readonly statementUrl: string;
  /** Null where nobody may pay by transfer. */
  readonly transferAccount: TransferAccount | null;
  /** The address told to the bank as the payer's; the citizen's own never reaches this service. */
  readonly ipAddress: string;
}

export function createVnpay(settings: VnpaySettings): Bank {
  return {
    payUrl: (attempt, language) => {
      const query = toSignedQuery(payParameters(settings, attempt, language));
      return `${settings.payUrl}?${query}&vnp_SecureHash=${hmacSha512(settings.hashSecret, query)}`;
    },
    readCallback: (rawQuery) => readCallback(rawQuery, settings.hashSecret),
    ask: (attempt, at) => askVnpay(settings, attempt, at),
    refund: (order, at) => refundAtVnpay(settings, order, at),
    statement: (day) => fetchStatement({ ...settings, url: settings.statementUrl }, day),
    transferCode: ({ attemptId, amountVnd }) =>
      settings.transferAccount === null
        ? null
        : vietQrText(settings.transferAccount, { amountVnd, reference: attemptId }),
  };
}

type PaidAttempt = Parameters<Bank['payUrl']>[0];

/** `vnp_OrderInfo` has no accents or special signs and tells the bank nothing about what is paid for. */
export function payParameters(
  settings: VnpaySettings,
  { attemptId, amountVnd, startedAt, expiresAt }: PaidAttempt,
  language: 'vi' | 'en',
): Readonly<Record<string, string>> {
  return {
    vnp_Version: '2.1.0',
    vnp_Command: 'pay',
    vnp_TmnCode: settings.tmnCode,
    vnp_Amount: String(amountVnd * 100),
    vnp_CurrCode: 'VND',
    vnp_TxnRef: attemptId,
    vnp_OrderInfo: `Le phi ho so ${attemptId.replace(/A\d+$/, '')}`,
    vnp_OrderType: 'other',
    vnp_Locale: language === 'vi' ? 'vn' : 'en',
    vnp_ReturnUrl: settings.returnUrl,
    vnp_IpAddr: settings.ipAddress,
    vnp_CreateDate: toBankTime(startedAt),
    vnp_ExpireDate: toBankTime(expiresAt),
  };
}
